using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Security.Access;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// A pass that seals every stored value under its subject's newest key: documents, accounts, states, then the journal. Its units wait for the flow and replace a value only where it still stands as it was
/// read, so that it needs no fence, and a value that its owner writes meanwhile is his.
/// </summary>
internal sealed class Reencryption(IStore inner, SubjectKeys keys, RowSeals seals, DocumentSeals documents, SealRefusals? refusals, int partitions)
{
    const int PageRows = 500;
    /// <summary>Looks at everything at most so often before old keys go: each look after the first finds only what somebody rotated meanwhile.</summary>
    const int MostLooks = 5;

    long seen, rewritten, refused, changedInLook;
    IProgress<ReencryptProgress>? told;

    public async Task<ReencryptProgress> Run(ReencryptionMarks.Mark mark, IProgress<ReencryptProgress>? progress, CancellationToken cancel)
    {
        told = progress;
        var from = mark.Journal;
        for (var look = 0; look < MostLooks; look++)
        {
            var whole = from == default;
            changedInLook = 0;
            await Small(cancel).ConfigureAwait(false);
            await Journal(mark.Pass, from, cancel).ConfigureAwait(false);
            from = default;
            if (!mark.DestroyOld || (whole && changedInLook == 0))
                break;
        }
        // 1: nothing names an old version any more, seen by a whole look that changed nothing. A value that does not open may need its key to be mended: then all of them stay.
        var retired = mark.DestroyOld && changedInLook == 0 && refused == 0
            ? await keys.Retire(mark.LastKey, await Spared(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false) : 0;
        // 2: a crash before this begins again at the journal's mark, and destroys what is left to destroy.
        await inner.Commit(new() { Sources = [ReencryptionMarks.End(mark.Pass)] }).ConfigureAwait(false);
        return new(seen, rewritten, refused, retired);
    }

    /// <summary>
    /// Whose secrets lie sealed within documents, in force or proposed, and whose parts of texts wait. What a document says is committed to in the audit log, or goes within a day, and is not rewritten, so that
    /// their keys stay as they are: destroyed, the secrets would open no more.
    /// </summary>
    async Task<HashSet<string>> Spared(CancellationToken cancel)
    {
        var proposals = await documents.Open(await inner.ReadDocuments(Proposal.DocumentKind, allVersions: true, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        var owners = (await inner.ReadDocuments(SealedSecrets.DocumentKind, allVersions: true, cancel).ConfigureAwait(false)).Select(static row => row.Id)
            .Concat(proposals.Where(static row => row is { Body.IsEmpty: false }).Select(static row => Proposal.Of(row!.Body.Span))
                .Where(static proposal => proposal.Kind == SealedSecrets.DocumentKind).Select(static proposal => proposal.Subject));
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var owner in owners.Distinct(StringComparer.Ordinal))
            tokens.UnionWith(await keys.Tokens(SubjectKind.Webhook, owner, cancel).ConfigureAwait(false));
        var parts = await documents.Open(await inner.ReadDocuments(ReplyParts.Kind, allVersions: true, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        tokens.UnionWith(parts.Where(static row => row is { Body.IsEmpty: false }).Select(static row => CustomersValue.Of(row!.Body.Span)?.Token).OfType<string>());
        return tokens;
    }

    async Task Small(CancellationToken cancel)
    {
        foreach (var kind in DocumentSeals.Kinds)
        {
            foreach (var page in (await inner.ReadDocuments(kind, allVersions: true, cancel).ConfigureAwait(false)).Where(static row => !row.Body.IsEmpty).Chunk(PageRows))
                await Documents(page, cancel).ConfigureAwait(false);
        }
        var accounts = new List<AccountRow>(PageRows);
        await foreach (var row in inner.ReadAccounts(cancel).ConfigureAwait(false))
        {
            accounts.Add(row);
            if (accounts.Count < PageRows)
                continue;
            await Accounts(accounts, cancel).ConfigureAwait(false);
            accounts.Clear();
        }
        await Accounts(accounts, cancel).ConfigureAwait(false);
        for (var partition = 0; partition < partitions; partition++)
        {
            var after = "";
            while (await inner.ReadStoredProfiles(partition, after, PageRows, cancel).ConfigureAwait(false) is { Count: > 0 } page)
            {
                await Page("profile", page, static row => row.Customer, static row => row.State, (row, old, fresh, subject) =>
                {
                    var outcome = seals.Open(row, old, out var clear);
                    return outcome != Opening.Opened ? (outcome, null)
                        : seals.Seal(clear, subject, fresh, new RowMemory()) is { } again ? (outcome, Rewriting.OfProfile(row.Partition, row.Customer, row.State, again.State)) : (Opening.KeyDropped, null);
                }, null, cancel).ConfigureAwait(false);
                after = page[^1].Customer;
            }
        }
    }

    ValueTask Accounts(IReadOnlyList<AccountRow> page, CancellationToken cancel) => Page("account", page, static row => row.Account, static row => row.Body, (row, old, fresh, subject) =>
    {
        var outcome = seals.Open(row, old, out var clear);
        return outcome != Opening.Opened ? (outcome, null)
            : seals.Seal(clear, subject, fresh, new RowMemory()) is { } again ? (outcome, Rewriting.OfAccount(row.Account, row.Body, again.Body)) : (Opening.KeyDropped, null);
    }, null, cancel);

    async Task Journal(int pass, MessageId from, CancellationToken cancel)
    {
        var rows = new List<JournalRow>(PageRows);
        await foreach (var row in inner.ReadJournal(from, null, cancel).ConfigureAwait(false))
        {
            rows.Add(row);
            if (rows.Count < PageRows)
                continue;
            await Journal(pass, rows, cancel).ConfigureAwait(false);
            rows.Clear();
        }
        await Journal(pass, rows, cancel).ConfigureAwait(false);
    }

    ValueTask Journal(int pass, List<JournalRow> page, CancellationToken cancel) => Page("journal", page, static row => row.Customer, static row => row.Payload, (row, old, fresh, subject) =>
    {
        var outcome = seals.Open(row, old, out var clear);
        return outcome != Opening.Opened ? (outcome, null)
            : seals.Seal(clear, subject, fresh, new RowMemory()) is { } again ? (outcome, Rewriting.OfJournal(row.Id, row.Payload, again.Payload)) : (Opening.KeyDropped, null);
    }, page.Count == 0 ? null : ReencryptionMarks.UpTo(pass, page[^1].Id), cancel);

    delegate (Opening Outcome, Rewriting? Row) Again<T>(T row, SealingKey? old, SealingKey fresh, Subject subject);

    async ValueTask Page<T>(string table, IReadOnlyList<T> page, Func<T, string> token, Func<T, ReadOnlyMemory<byte>> value, Again<T> again, SourceRow? mark, CancellationToken cancel)
    {
        if (page.Count == 0)
            return;
        var changes = new List<Rewriting>();
        for (var i = 0; i < page.Count;)
        {
            using var subjects = await keys.OfTokens([.. page.Skip(i).Select(token)], keep: false, cancel).ConfigureAwait(false);
            for (; i < page.Count; i++)
            {
                var version = Sealer.VersionOf(value(page[i]).Span);
                if (subjects.Find(token(page[i])) is not { } subject || subject.IsDestroyed(version) || subject.Newest is not { } fresh || fresh.Version == version)
                    continue;
                var (outcome, row) = again(page[i], subject.Find(version), fresh, subject);
                if (outcome == Opening.KeyDropped)
                    break;
                Count(table, token(page[i]), row, changes);
            }
        }
        await Write(page.Count, changes, mark).ConfigureAwait(false);
    }

    async ValueTask Documents(IReadOnlyList<DocumentRow> page, CancellationToken cancel)
    {
        var changes = new List<Rewriting>();
        using var held = await keys.OfIds(SubjectKind.Installation, [DocumentSeals.KeyOf], make: true, cancel).ConfigureAwait(false);
        var subject = held.Find(DocumentSeals.KeyOf)!;
        foreach (var row in page)
        {
            if (subject.Newest is not { } fresh)
                continue;
            var isSealed = DocumentSeals.IsSealed(row.Body.Span);
            if (isSealed && Sealer.VersionOf(row.Body.Span) == fresh.Version)
                continue;
            var clear = row;
            var outcome = isSealed ? documents.Open(row, subject.Find(Sealer.VersionOf(row.Body.Span)), out clear) : Opening.Refused;
            var value = outcome == Opening.Opened ? documents.Seal(clear!, fresh) : null;
            // A key that was dropped at this moment was rotated at this moment: the next look, or pass, has it.
            if (value is not null || outcome == Opening.Refused)
                Count("document", SealRefusals.NameOf(row), value is null ? null : Rewriting.OfDocument(row, value), changes);
            else
                changedInLook++;
        }
        await Write(page.Count, changes, null).ConfigureAwait(false);
    }

    void Count(string table, string name, Rewriting? row, List<Rewriting> changes)
    {
        if (row is { } change)
        {
            changes.Add(change);
            return;
        }
        refused++;
        refusals?.Report(table, name);
    }

    async ValueTask Write(int looked, List<Rewriting> changes, SourceRow? mark)
    {
        if (changes.Count > 0)
            await inner.Commit(new() { Rewritings = changes, Sources = mark is { } row ? [row] : [], LowPriority = true }).ConfigureAwait(false);
        seen += looked;
        rewritten += changes.Count;
        changedInLook += changes.Count;
        told?.Report(new(seen, rewritten, refused, 0));
    }
}

/// <summary>How far a pass that seals values anew has come.</summary>
/// <param name="Seen">Values looked at.</param>
/// <param name="Rewritten">Of them, sealed under a newer key.</param>
/// <param name="Refused">Of them, those that do not open. With one of them no old key is destroyed.</param>
/// <param name="Retired">Old versions of data keys that were destroyed at its end.</param>
public readonly record struct ReencryptProgress(long Seen, long Rewritten, long Refused, long Retired);
