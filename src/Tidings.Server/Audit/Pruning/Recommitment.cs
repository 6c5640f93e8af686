using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit.Pruning;

/// <summary>
/// Documents stay while their first entries go: before that each is committed to anew, as it was and by whoever wrote it, so that the log still says of each what it says. What is not as its entry has it is not
/// committed to: that would make it good.
/// </summary>
internal sealed class Recommitment(IStore store, TimeProvider time)
{
    /// <summary>Openings in one unit: each has some entries.</summary>
    const int AtOnce = 100;

    readonly Commitments _commitments = new();
    readonly Dictionary<string, Dictionary<(string Id, int Version), DocumentRow>> _documents = new(StringComparer.Ordinal);
    readonly List<(AuditEntries Entries, DocumentRow Opening)> _waiting = [];

    /// <summary>Cut off in the middle and begun again, it goes on: what has a newer opening is done.</summary>
    /// <param name="before">All of them are older.</param>
    /// <returns>What keeps them from going, for people; null: nothing.</returns>
    public async Task<string?> Write(GoneEntries gone, DateTimeOffset before, CancellationToken cancel)
    {
        var left = new Dictionary<UInt128, long>(gone.Documents);
        if (left.Count > 0)
            await foreach (var (row, opening, isNewest) in StoredEntries.Openings(store, before, cancel))
            {
                var any = false;
                foreach (var one in opening.Documents)
                    any |= left.Remove(GoneEntries.Key(one.Commitment));
                if (any && isNewest && await Again(row, opening, cancel) is { } wrong)
                    return wrong;
            }
        if (left.Count > 0)
            return $"entry {left.Values.Min()} is of a document, and nothing in the store opens it";
        foreach (var entry in gone.InClear)
            if (await InClear(entry, cancel) is { } wrong)
                return wrong;
        await Commit();
        return null;
    }

    async Task<string?> Again(DocumentRow row, AuditOpening opening, CancellationToken cancel)
    {
        var documents = new List<DocumentRow>();
        // Where the log was kept from before goes with it.
        foreach (var one in opening.Documents.Where(static one => one.Kind != LogMinimum.Kind))
        {
            if (await Find(one.Kind, one.Id, one.Version, cancel) is not { } document || !Holds(opening.Actor, one, document))
                return Changed(one.Kind, one.Id, one.Version);
            documents.Add(document);
        }
        if (documents.Count > 0)
            await Add(DocumentEntries.Anew(documents, opening.Actor, row.Id, row.Version + 1, time.GetUtcNow()));
        return null;
    }

    /// <summary>An entry of versions before has no opening; it gets one, that of an act under the act's id, and of another document under one that is found again, so that it gets no second one.</summary>
    async Task<string?> InClear(AuditEntry entry, CancellationToken cancel)
    {
        var (act, version) = (entry.Act!, (int)entry.Subject);
        if (await Find(act.DocumentKind, act.Document, version, cancel) is not { } document || !SHA256.HashData(document.Body.Span).AsSpan().SequenceEqual(entry.Commitment.Span))
            return Changed(act.DocumentKind, act.Document, version);
        var id = document.Kind == DocumentActs.Kind ? document.Id : IdOf(document);
        if (await store.ReadLastDocuments(AuditOpening.Kind, id + "0", 1, cancel) is [var known] && known.Id == id)
            return null;
        await Add(DocumentEntries.Anew([document], act.Actor, id, 1, time.GetUtcNow()));
        return null;
    }

    /// <summary>Of its own time, as those are that were written with their documents.</summary>
    static string IdOf(DocumentRow document)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{document.Kind}\n{document.Id}\n{document.Version}")));
        return DocumentActs.FirstId(document.At)[..12] + Convert.ToHexStringLower(name)[..20];
    }

    static string Changed(string kind, string id, long version) => $"version {version} of {kind} {id} is not in the store as its entry has it";

    bool Holds(string actor, DocumentOpening opening, DocumentRow document)
    {
        Span<byte> commitment = stackalloc byte[MerkleHash.Length];
        _commitments.OfDocument(opening.Salt, actor, document, commitment);
        return commitment.SequenceEqual(opening.Commitment);
    }

    async ValueTask<DocumentRow?> Find(string kind, string id, int version, CancellationToken cancel)
    {
        // Of acts there are many.
        if (kind == DocumentActs.Kind)
            return await store.ReadLastDocuments(kind, id + "0", 1, cancel) is [var act] && act.Id == id && act.Version == version ? act : null;
        if (!_documents.TryGetValue(kind, out var known))
            _documents.Add(kind, known = (await store.ReadDocuments(kind, allVersions: true, cancel)).ToDictionary(static row => (row.Id, row.Version)));
        return known.GetValueOrDefault((id, version));
    }

    async Task Add((AuditEntries Entries, DocumentRow Opening) one)
    {
        if (one.Entries.Count > 0)
            _waiting.Add(one);
        if (_waiting.Count == AtOnce)
            await Commit();
    }

    async Task Commit()
    {
        if (_waiting.Count == 0)
            return;
        var bytes = new List<byte>();
        foreach (var (entries, _) in _waiting)
            bytes.AddRange(entries.Body.Span);
        await store.Commit(new() { Documents = [.. _waiting.Select(static one => one.Opening)], Audit = new(_waiting.Sum(static one => one.Entries.Count), bytes.ToArray()), LowPriority = true });
        _waiting.Clear();
    }
}
