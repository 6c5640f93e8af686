using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit;

/// <summary>
/// Documents that are older than the log are put into it when it begins, as they are then: otherwise one that somebody adds with an old time could not be told from them.
/// </summary>
internal static class EarlierDocuments
{
    const int Chunk = 500;

    public static async Task Write(IStore store, TimeProvider time, CancellationToken cancel)
    {
        var known = new HashSet<(string Kind, string Id, long Version)>();
        await foreach (var row in store.ReadAudit(0, cancel))
            foreach (var bytes in EntryBundle.Read(row.Body) ?? [])
                if (AuditEntry.Parse(bytes) is { Act: { } act } entry)
                    known.Add((act.DocumentKind, act.Document, entry.Subject));
        var missing = new List<DocumentRow>();
        foreach (var kind in AuditWriter.AuditedKinds)
            missing.AddRange((await store.ReadDocuments(kind, allVersions: true, cancel)).Where(document => !known.Contains((kind, document.Id, document.Version))));
        foreach (var some in missing.Chunk(Chunk))
            await store.Commit(new() { Audit = AuditWriter.OfDocuments([.. some.Select(document => document with { At = time.GetUtcNow() })]) });
    }
}
