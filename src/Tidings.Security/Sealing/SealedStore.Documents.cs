using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Security.Sealing;

/// <summary>Documents: opened, and where a node runs held against what it has seen and what the audit log commits to.</summary>
public sealed partial class SealedStore
{
    // A tool looks at what is there, and the audit log tells it what is wrong with it.
    DocumentGuard? guard;

    async ValueTask GuardDocuments(CancellationToken cancel)
    {
        if (refusals is null)
            return;
        guard = new DocumentGuard(refusals);
        await new DocumentGuardStart(inner, ring, Documents).Fill(guard, Commit, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentRow>> ReadDocuments(string kind, bool allVersions, CancellationToken cancel)
    {
        if (guard is not { } guarding)
            return await OpenedDocuments(kind, await inner.ReadDocuments(kind, allVersions, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);
        var known = guarding.Newest;
        // In clear a version that somebody put on top hides the one below it.
        var rows = guarding.Checked(kind, await inner.ReadDocuments(kind, allVersions || DocumentGuard.InClear.Contains(kind), cancel).ConfigureAwait(false), known);
        if (!allVersions)
            rows = [.. rows.Where((row, place) => place == rows.Count - 1 || rows[place + 1].Id != row.Id)];
        return await OpenedDocuments(kind, rows, cancel).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentRow>> ReadLastDocuments(string kind, string? before, int limit, CancellationToken cancel) =>
        await OpenedDocuments(kind, await inner.ReadLastDocuments(kind, before, limit, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    async ValueTask<IReadOnlyList<DocumentRow>> OpenedDocuments(string kind, IReadOnlyList<DocumentRow> rows, CancellationToken cancel)
    {
        var opened = await Documents.Open(rows, cancel).ConfigureAwait(false);
        for (var i = 0; i < opened.Length; i++)
        {
            if (opened[i] is not null)
                continue;
            refusals?.Report("document", SealRefusals.NameOf(rows[i]));
            if (refusals is null || !DocumentSeals.FailsClosed(kind))
                throw new SealRefusedException(SealRefusals.NameOf(rows[i]));
        }
        return [.. opened.OfType<DocumentRow>()];
    }

    /// <summary>What opens the log's entries of a unit, while it is in clear: before it is written, since what is read right after it is held against it.</summary>
    void KnowOpenings(CommitUnit unit)
    {
        if (guard is null)
            return;
        foreach (var row in unit.Documents.Where(static row => row.Kind == AuditOpening.Kind))
            guard.Know(AuditOpening.Of(row.Body.Span), stored: false);
    }
}
