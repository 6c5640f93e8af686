using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// What the guard of a node's documents knows from its start on: all openings. They are sealed, each at its place, so that whoever writes the database can take one away and make none.
/// </summary>
internal sealed class DocumentGuardStart(IStore inner, KeyRing ring, DocumentSeals seals)
{
    const int Page = 500;

    /// <param name="commit">Seals and writes.</param>
    public async ValueTask Fill(DocumentGuard guard, Func<CommitUnit, ValueTask<CommitOutcome>> commit, CancellationToken cancel)
    {
        string? before = null;
        while (await inner.ReadLastDocuments(AuditOpening.Kind, before, Page, cancel).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var row in await seals.Open(page, cancel).ConfigureAwait(false))
                if (row is { Body.IsEmpty: false })
                    guard.Know(AuditOpening.Of(row.Body.Span), stored: true);
            before = page[^1].Id;
        }
        if (await ring.AreDocumentsCommitted(cancel).ConfigureAwait(false))
            return;
        await CommitEarlier(guard, commit, cancel).ConfigureAwait(false);
        try
        {
            await ring.KeepDocumentsCommitted(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            throw new StoreUnavailableException("The key provider does not wrap what says that documents of before are committed to.", failure);
        }
    }

    /// <summary>Those in clear that versions before committed to in another way, or not at all: once, at the first start of this one, as they are then.</summary>
    async ValueTask CommitEarlier(DocumentGuard guard, Func<CommitUnit, ValueTask<CommitOutcome>> commit, CancellationToken cancel)
    {
        var found = new List<DocumentRow>();
        foreach (var kind in DocumentGuard.InClear)
            found.AddRange((await inner.ReadDocuments(kind, allVersions: true, cancel).ConfigureAwait(false)).Where(row => !guard.IsBacked(row)));
        foreach (var some in found.Chunk(Page))
            await commit(DocumentEntries.OfEarlier(some, ring.Time.GetUtcNow())).ConfigureAwait(false);
        // What was learnt in clear is sealed where it stands: forgotten, nothing would be paused until it is learnt again.
        DocumentRow[] rates = [.. (await inner.ReadDocuments(DocumentSeals.Rates, allVersions: true, cancel).ConfigureAwait(false)).Where(static row => !row.Body.IsEmpty && !DocumentSeals.IsSealed(row.Body.Span))];
        if (rates.Length == 0)
            return;
        var fresh = await seals.Seal(rates, cancel).ConfigureAwait(false);
        await commit(new() { Rewritings = [.. rates.Select((row, place) => Rewriting.OfDocument(row, fresh[place].Body))] }).ConfigureAwait(false);
    }
}
