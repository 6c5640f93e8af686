using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit;

/// <summary>
/// Compares the store's documents with the log's entries of them: those that open with what the store keeps beside the documents, and those of versions before, which say in clear who
/// wrote what. It reads each kind once, and keeps it.
/// </summary>
internal sealed class DocumentCheck(IStore store)
{
    readonly Commitments _commitments = new();
    readonly HashSet<string> _known = new(StringComparer.Ordinal);
    readonly HashSet<(string Kind, string Id, long Version, string Commitment)> _knownInClear = [];
    readonly Dictionary<string, Dictionary<(string Id, long Version), DocumentRow>> _documents = new(StringComparer.Ordinal);
    Dictionary<string, (string Actor, DocumentOpening Opening)>? _openings;

    /// <summary>The entry is in the log.</summary>
    public void Know(AuditEntry entry)
    {
        if (entry.Kind == AuditKind.Document)
            _known.Add(Text(entry.Commitment.Span));
        else if (entry.Act is { } act)
            _knownInClear.Add((act.DocumentKind, act.Document, entry.Subject, Text(entry.Commitment.Span)));
    }

    /// <summary>What an entry of a document says, and the document as it is in the store now; null: nothing in the store opens it.</summary>
    public async ValueTask<OpenedEntry?> Open(AuditEntry entry, CancellationToken cancel)
    {
        if (entry.Act is { } act)
        {
            var (kind, id, version) = (act.DocumentKind, act.Document, entry.Subject);
            var found = (await Documents(kind, cancel)).GetValueOrDefault((id, version));
            return new(act.Actor, kind, id, version, found, [], found is not null && SHA256.HashData(found.Body.Span).AsSpan().SequenceEqual(entry.Commitment.Span));
        }
        if (!(await Openings(cancel)).TryGetValue(Text(entry.Commitment.Span), out var kept))
            return null;
        var (actor, opening) = kept;
        var document = (await Documents(opening.Kind, cancel)).GetValueOrDefault((opening.Id, opening.Version));
        return new(actor, opening.Kind, opening.Id, opening.Version, document, opening.Salt, document is not null && Holds(actor, opening, document));
    }

    /// <summary>What is wrong with an entry of a document, for people; null: nothing.</summary>
    public async ValueTask<string?> Wrong(AuditEntry entry, CancellationToken cancel) => await Open(entry, cancel) switch
    {
        null => "what opens it is not in the store: it was dropped or changed there, or what it speaks of was.",
        { Document: null } opened => $"version {opened.Version} of {opened.Kind} {opened.Id} is not in the store.",
        { IsAsCommitted: false } opened => $"version {opened.Version} of {opened.Kind} {opened.Id} was changed in the store{(entry.Act is null ? ", or who wrote it" : "")}.",
        _ => null,
    };

    /// <summary>Documents that the log does not know as they are, in the order of the audited kinds. Whatever time they bear: what was there before the log is in it since the log began.</summary>
    public async Task<List<DocumentRow>> Unknown(CancellationToken cancel)
    {
        var known = (await Openings(cancel)).Values.Where(kept => _known.Contains(Text(kept.Opening.Commitment)))
            .ToLookup(static kept => (kept.Opening.Kind, kept.Opening.Id, kept.Opening.Version));
        var unknown = new List<DocumentRow>();
        foreach (var kind in AuditWriter.AuditedKinds)
            unknown.AddRange((await store.ReadDocuments(kind, allVersions: true, cancel)).Where(document =>
                !known[(kind, document.Id, document.Version)].Any(kept => Holds(kept.Actor, kept.Opening, document))
                && !_knownInClear.Contains((kind, document.Id, document.Version, Text(SHA256.HashData(document.Body.Span))))));
        return unknown;
    }

    bool Holds(string actor, DocumentOpening opening, DocumentRow document)
    {
        Span<byte> commitment = stackalloc byte[MerkleHash.Length];
        _commitments.OfDocument(opening.Salt, actor, document, commitment);
        return opening.IsOf(document) && commitment.SequenceEqual(opening.Commitment);
    }

    /// <summary>All documents of a kind, in all versions, as they are in the store.</summary>
    public async ValueTask<IReadOnlyCollection<DocumentRow>> Rows(string kind, CancellationToken cancel) => (await Documents(kind, cancel)).Values;

    async ValueTask<Dictionary<(string Id, long Version), DocumentRow>> Documents(string kind, CancellationToken cancel)
    {
        if (!_documents.TryGetValue(kind, out var documents))
            _documents.Add(kind, documents = (await store.ReadDocuments(kind, allVersions: true, cancel)).ToDictionary(static row => (row.Id, (long)row.Version)));
        return documents;
    }

    async ValueTask<Dictionary<string, (string Actor, DocumentOpening Opening)>> Openings(CancellationToken cancel)
    {
        if (_openings is not null)
            return _openings;
        var openings = new Dictionary<string, (string, DocumentOpening)>(StringComparer.Ordinal);
        foreach (var row in await store.ReadDocuments(AuditOpening.Kind, allVersions: true, cancel))
        {
            var kept = AuditOpening.Of(row.Body.Span);
            foreach (var opening in kept.Documents)
                openings.TryAdd(Text(opening.Commitment), (kept.Actor, opening));
        }
        return _openings = openings;
    }

    static string Text(ReadOnlySpan<byte> commitment) => Convert.ToBase64String(commitment);
}

/// <summary>An entry of a document, opened.</summary>
/// <param name="Document">As it is in the store; null: it is not there.</param>
/// <param name="Salt">Empty where the entry is of versions before, which have none.</param>
/// <param name="IsAsCommitted">The document, and who wrote it, is what the log committed to.</param>
internal sealed record OpenedEntry(string Actor, string Kind, string Id, long Version, DocumentRow? Document, byte[] Salt, bool IsAsCommitted)
{
    public override string ToString() => "opened entry (redacted)";
}
