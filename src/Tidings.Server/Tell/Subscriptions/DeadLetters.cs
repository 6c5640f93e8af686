using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>What a subscription was not told and is not tried any more; it can be sent for again.</summary>
internal sealed class DeadLetters(IStore store, Letters letters, Teller teller, TimeProvider clock)
{
    public const int Page = 100;

    /// <summary>The oldest first, those after a position.</summary>
    public async Task<(IReadOnlyList<DeadLetterShown> Found, long? Next)> List(string subscription, long after, CancellationToken cancel)
    {
        var rows = await store.ReadUntold(subscription, dead: true, after, Page, cancel);
        var found = new List<DeadLetterShown>();
        foreach (var row in rows)
            found.Add(new(Letters.IdOf(row.Entry), (await letters.Of(row.Entry, cancel))?.Event, row.Entry.Kind == FeedKind.Class ? null : row.Entry.Message.ToString(), row.Entry.At, row.Attempts, row.Error));
        return (found, rows.Count < Page ? null : rows[^1].Position);
    }

    /// <summary>Sends for them again, in their order. Their patience counts anew. How many there were.</summary>
    /// <param name="ids">Which, by their webhook-id. Null: all.</param>
    /// <param name="acts">What is written with it, or not at all.</param>
    public async Task<int> Replay(string subscription, IReadOnlySet<string>? ids, Func<int, IReadOnlyList<DocumentRow>> acts, CancellationToken cancel)
    {
        var count = 0;
        await teller.Change(subscription, async () =>
        {
            var again = new List<UntoldRow>();
            var now = clock.GetUtcNow();
            for (var after = -1L; await store.ReadUntold(subscription, dead: true, after, 1000, cancel) is { Count: > 0 } page; after = page[^1].Position)
                again.AddRange(page.Where(row => ids?.Contains(Letters.IdOf(row.Entry)) ?? true).Select(row => row with { Since = now, Attempts = 0, Next = now }));
            count = again.Count;
            if (count > 0)
                await store.Commit(AuditWriter.UnitOf(acts(count)) with { Tell = new() { Untold = again } });
        });
        return count;
    }
}
