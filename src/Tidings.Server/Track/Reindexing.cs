using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Track;

/// <summary>The look-up table anew, from the journal and the submissions, for a store that no node holds: what was dropped is there again, what was added is gone.</summary>
public static class Reindexing
{
    /// <summary>The act.</summary>
    public const string Act = "lookups.rebuilt";

    /// <summary>That it was begun is recorded with the emptying. Where it ends too early, the next start of the node goes on: an empty table has no mark.</summary>
    public static async Task Run(IStore store, string actor, TimeProvider time, CancellationToken cancel)
    {
        var act = new DocumentActs(time).Record(new(actor, Act, "lookups"));
        await store.Commit(AuditWriter.UnitOf(act) with { LookupsAnew = true });
        await new LookupRebuild(store, new(store, time), time).FillAfterMark(cancel);
    }
}
