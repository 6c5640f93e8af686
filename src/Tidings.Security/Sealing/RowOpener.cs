using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>Opens rows in batches: keys that are not in memory are read together.</summary>
internal sealed class RowOpener(SubjectKeys keys, RowSeals seals, Decoys decoys)
{
    delegate Opening Open<T>(T row, SealingKey? key, out T opened);

    /// <summary>The rows in clear, in their order; null in the place of one whose key was destroyed.</summary>
    /// <exception cref="SealRefusedException">One of them does not open.</exception>
    public ValueTask<T?[]> Journal<T>(IReadOnlyList<T> rows, Func<T, JournalRow> row, Func<T, JournalRow, T> with, CancellationToken cancel) where T : class =>
        All<T>(rows, at => row(at).Customer, at => row(at).Payload, at => row(at).Id.ToString(), (T at, SealingKey? key, out T opened) =>
        {
            var outcome = seals.Open(row(at), key, out var clear);
            opened = outcome == Opening.Opened ? with(at, clear) : at;
            return outcome;
        }, keep: true, cancel);

    /// <inheritdoc cref="Journal"/>
    public ValueTask<ProfileRow?[]> Profiles(IReadOnlyList<ProfileRow> rows, CancellationToken cancel) =>
        All<ProfileRow>(rows, static row => row.Customer, static row => row.State, static row => row.Customer, seals.Open, keep: true, cancel);

    /// <inheritdoc cref="Journal"/>
    public ValueTask<AccountRow?[]> Accounts(IReadOnlyList<AccountRow> rows, CancellationToken cancel) =>
        All<AccountRow>(rows, static row => row.Account, static row => row.Body, static row => row.Account, seals.Open, keep: false, cancel);

    async ValueTask<T?[]> All<T>(IReadOnlyList<T> rows, Func<T, string> token, Func<T, ReadOnlyMemory<byte>> value, Func<T, string> name, Open<T> open, bool keep, CancellationToken cancel) where T : class
    {
        var opened = new T?[rows.Count];
        if (rows.Count == 0)
            return opened;
        for (var done = 0; done < opened.Length;)
        {
            using var subjects = await keys.OfTokens([.. rows.Skip(done).Select(token)], keep, cancel).ConfigureAwait(false);
            done = Some(done, opened, rows, subjects, token, value, name, open);
        }
        return opened;
    }

    /// <summary>Opens from a row on; where it ends before the last one, that one's key was destroyed at this moment and must be read again.</summary>
    int Some<T>(int from, T?[] opened, IReadOnlyList<T> rows, HeldSubjects subjects, Func<T, string> token, Func<T, ReadOnlyMemory<byte>> value, Func<T, string> name, Open<T> open) where T : class
    {
        for (var i = from; i < opened.Length; i++)
        {
            var subject = subjects.Find(token(rows[i]));
            var version = Sealer.VersionOf(value(rows[i]).Span);
            if (subject?.IsDestroyed(version) == true)
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
                    throw new SealRefusedException(name(rows[i]));
            }
        }
        return opened.Length;
    }
}
