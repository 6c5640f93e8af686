using System.Runtime.CompilerServices;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit.Pruning;

/// <summary>Walks over what the store has of the log.</summary>
internal static class StoredEntries
{
    const int Page = 500;

    /// <summary>Openings are under the time of what they open, which is that of its entry but for what a clock was put back meanwhile.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromHours(1);

    /// <summary>Entries from an index on, or from the first that is there, up to the first row that is broken.</summary>
    public static async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Bytes)> From(IStore store, long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in store.ReadAudit(from, cancel))
        {
            if (EntryBundle.Read(row.Body) is not { } entries || entries.Count != row.Count)
                yield break;
            for (var i = 0; i < entries.Count; i++)
                if (row.First + i >= from)
                    yield return (row.First + i, entries[i]);
        }
    }

    /// <summary>The first row of the log that is there; null: none.</summary>
    public static async ValueTask<AuditRow?> First(IStore store, CancellationToken cancel)
    {
        await foreach (var row in store.ReadAudit(0, cancel))
            return row;
        return null;
    }

    /// <summary>
    /// What opens entries of documents that were written before a time, from the newest to the oldest, and of each the newest version first. What was committed anew is among it whenever that was: it stands under the
    /// time of what it opened first.
    /// </summary>
    public static async IAsyncEnumerable<(DocumentRow Row, AuditOpening Opening, bool IsNewest)> Openings(IStore store, DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (next, id, version) = (DocumentActs.FirstId(before + Slack), "", 0);
        while (true)
        {
            var rows = await store.ReadLastDocuments(AuditOpening.Kind, next, Page, cancel);
            foreach (var row in rows)
            {
                // A page may end between two versions: the next one begins with those of the same id.
                if (row.Id == id && row.Version >= version)
                    continue;
                yield return (row, AuditOpening.Of(row.Body.Span), row.Id != id);
                (id, version) = (row.Id, row.Version);
            }
            if (rows.Count < Page)
                yield break;
            next = id + "0";
        }
    }
}
