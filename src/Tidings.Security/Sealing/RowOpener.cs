using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Opens rows in batches: keys that are not in memory are read together.</summary>
/// <param name="refusals">Who is told of rows that do not open; null: any of them is an exception, also where others could be read without it.</param>
internal sealed class RowOpener(SubjectKeys keys, RowSeals seals, Decoys decoys, SealRefusals? refusals)
{
    delegate Opening Open<T>(T row, SealingKey? key, out T opened);

    /// <summary>The rows in clear, in their order; null in the place of one whose key was destroyed, or that does not open where such rows are left out.</summary>
    /// <param name="all">A row that does not open is an exception: what is made of the rows would be wrong without it.</param>
    /// <exception cref="SealRefusedException">One of them does not open.</exception>
    public ValueTask<T?[]> Journal<T>(IReadOnlyList<T> rows, Func<T, JournalRow> row, Func<T, JournalRow, T> with, bool all, CancellationToken cancel) where T : class =>
        All<T>(new("journal", all, at => row(at).Id), rows, at => row(at).Customer, at => row(at).Payload, at => row(at).Id.ToString(), (T at, SealingKey? key, out T opened) =>
        {
            var outcome = seals.Open(row(at), key, out var clear);
            opened = outcome == Opening.Opened ? with(at, clear) : at;
            return outcome;
        }, keep: true, cancel);

    /// <inheritdoc cref="Journal"/>
    public ValueTask<ProfileRow?[]> Profiles(IReadOnlyList<ProfileRow> rows, bool all, CancellationToken cancel) =>
        All<ProfileRow>(new("profile", all, null), rows, static row => row.Customer, static row => row.State, static row => row.Customer, seals.Open, keep: true, cancel);

    /// <inheritdoc cref="Journal"/>
    public ValueTask<AccountRow?[]> Accounts(IReadOnlyList<AccountRow> rows, CancellationToken cancel) =>
        All<AccountRow>(new("account", false, null) { Replaced = true }, rows, static row => row.Account, static row => row.Body, static row => row.Account, seals.Open, keep: false, cancel);

    readonly record struct Asked<T>(string Table, bool All, Func<T, Core.Messages.MessageId>? Id)
    {
        /// <summary>A subject has one row, which is written anew: one under a destroyed version beside a newer key was put back.</summary>
        public bool Replaced { get; init; }
    }

    async ValueTask<T?[]> All<T>(Asked<T> asked, IReadOnlyList<T> rows, Func<T, string> token, Func<T, ReadOnlyMemory<byte>> value, Func<T, string> name, Open<T> open, bool keep, CancellationToken cancel) where T : class
    {
        var opened = new T?[rows.Count];
        if (rows.Count == 0)
            return opened;
        for (var done = 0; done < opened.Length;)
        {
            using var subjects = await Held([.. rows.Skip(done).Select(token)], keep, cancel).ConfigureAwait(false);
            done = Some(asked, done, opened, rows, subjects, token, value, name, open);
        }
        return opened;
    }

    /// <summary>One wrapped key that does not open must not take its neighbours with it: its rows are refused like those whose own value does not open.</summary>
    async ValueTask<HeldSubjects> Held(string[] tokens, bool keep, CancellationToken cancel)
    {
        try
        {
            return await keys.OfTokens(tokens, keep, cancel).ConfigureAwait(false);
        }
        catch (SealRefusedException) when (refusals is not null)
        {
            var found = new HeldSubjects();
            foreach (var token in tokens.Distinct(StringComparer.Ordinal))
            {
                try
                {
                    using var one = await keys.OfTokens([token], keep, cancel).ConfigureAwait(false);
                    if (one.Find(token) is { } subject)
                        found.TryAdd(token, subject);
                }
                catch (SealRefusedException)
                {
                    // Absent, as a token is that the key store does not know.
                }
            }
            return found;
        }
    }

    /// <summary>Opens from a row on; where it ends before the last one, that one's key was destroyed at this moment and must be read again.</summary>
    int Some<T>(Asked<T> asked, int from, T?[] opened, IReadOnlyList<T> rows, HeldSubjects subjects, Func<T, string> token, Func<T, ReadOnlyMemory<byte>> value, Func<T, string> name, Open<T> open) where T : class
    {
        for (var i = from; i < opened.Length; i++)
        {
            var subject = subjects.Find(token(rows[i]));
            var version = Sealer.VersionOf(value(rows[i]).Span);
            if (subject?.IsDestroyed(version) == true && !(asked.Replaced && subject.Newest is not null))
                continue;
            switch (open(rows[i], subject?.Find(version), out var clear))
            {
                case Opening.Opened:
                    decoys.Opened(token(rows[i]));
                    opened[i] = clear;
                    break;
                case Opening.KeyDropped:
                    return i;
                default:
                    refusals?.Report(asked.Table, name(rows[i]));
                    if (refusals is null || asked.All)
                        throw new SealRefusedException(name(rows[i])) { Journal = asked.Id?.Invoke(rows[i]) };
                    break;
            }
        }
        return opened.Length;
    }
}
