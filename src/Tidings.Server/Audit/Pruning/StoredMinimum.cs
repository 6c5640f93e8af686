using Tidings.Core.Ports;
using Tidings.Security.Audit.Log;
using Tidings.Security.Sealing;

namespace Tidings.Server.Audit.Pruning;

/// <summary>From where the log is kept, as the store has it. A node that guards its documents takes only what an opening of the log's entries commits to, and misses the newest where it is gone.</summary>
internal static class StoredMinimum
{
    /// <returns>With the version of its document; null: nothing was pruned.</returns>
    /// <exception cref="LogException">It is gone, or is not what was written.</exception>
    public static async ValueTask<(LogMinimum Minimum, int Version)?> Read(IStore store, CancellationToken cancel)
    {
        try
        {
            return await store.ReadDocuments(LogMinimum.Kind, allVersions: false, cancel) is [.., var row] ? (LogMinimum.Of(row) ?? throw Gone(), row.Version) : null;
        }
        catch (SealRefusedException)
        {
            throw Gone();
        }
    }

    static LogException Gone() => new("What says from where the audit log is kept was changed in the store or is gone from it: without it nothing can be said of the entries before. Put the newest copy of the store back.");
}
