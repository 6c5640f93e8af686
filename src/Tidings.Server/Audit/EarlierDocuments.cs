using Tidings.Core.Ports;
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
        var check = new DocumentCheck(store);
        await foreach (var row in store.ReadAudit(0, cancel))
            foreach (var bytes in EntryBundle.Read(row.Body) ?? [])
                if (AuditEntry.Parse(bytes) is { } entry)
                    check.Know(entry);
        foreach (var some in (await check.Unknown(cancel)).Chunk(Chunk))
            await store.Commit(DocumentEntries.OfEarlier(some, time.GetUtcNow()));
    }
}
