using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;

namespace Tidings.Security.Sealing;

/// <summary>
/// Documents of kinds that versions before left in clear are sealed at the first start of one that seals them, once, and an act says so. After that a clear one is nobody's, like any other of a sealed
/// kind; where some are sealed already, too. That they were what the bank wrote is the audit log's to say: it commits to what they say, sealed or not.
/// </summary>
internal sealed class OlderDocuments(IStore inner, KeyRing ring)
{
    /// <summary>Those that are still to be sealed.</summary>
    public async ValueTask<IReadOnlyList<DocumentRow>> Find(CancellationToken cancel)
    {
        if (await ring.AreOlderSealed(cancel).ConfigureAwait(false))
            return [];
        var found = new List<DocumentRow>();
        foreach (var kind in DocumentSeals.SealedLater)
            found.AddRange((await inner.ReadDocuments(kind, allVersions: true, cancel).ConfigureAwait(false)).Where(static row => !row.Body.IsEmpty));
        return found.Any(static row => DocumentSeals.IsSealed(row.Body.Span)) ? [] : found;
    }

    /// <summary>Seals them in one unit, and remembers that it is done. A crash between the two leaves sealed ones, after which nothing is taken in clear either.</summary>
    /// <param name="commit">Seals the act of it, and writes.</param>
    /// <exception cref="StoreUnavailableException">The store or the key provider does not do it: the next start does.</exception>
    public async ValueTask Seal(DocumentSeals seals, Func<CommitUnit, ValueTask<CommitOutcome>> commit, CancellationToken cancel)
    {
        var older = await Find(cancel).ConfigureAwait(false);
        if (older.Count > 0)
        {
            var fresh = await seals.Seal(older, cancel).ConfigureAwait(false);
            var act = new DocumentActs(ring.Time).Record(new("system", "documents.sealed", string.Join(' ', older.Select(static row => row.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))));
            await commit(AuditWriter.UnitOf(act) with { Rewritings = [.. older.Select((row, place) => Rewriting.OfDocument(row, fresh[place].Body))] }).ConfigureAwait(false);
        }
        if (await ring.AreOlderSealed(cancel).ConfigureAwait(false))
            return;
        try
        {
            await ring.KeepOlderSealed(cancel).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is KeyProviderUnavailableException or KeyRefusedException)
        {
            throw new StoreUnavailableException("The key provider does not wrap what says that older documents are sealed.", failure);
        }
    }
}
