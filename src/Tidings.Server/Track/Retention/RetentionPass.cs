using Microsoft.Extensions.Options;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Sealing;
using Tidings.Server.Audit;
using Tidings.Server.Audit.Pruning;
using Tidings.Server.Deliver;

namespace Tidings.Server.Track.Retention;

/// <summary>
/// One look for what is over: first texts, then facts, then the beginning of the audit log. It works in chunks that wait for the flow, each whole with the mark that says how far it is, and rests four times as long as each took. Cut off at any
/// moment it goes on where it was.
/// </summary>
internal sealed class RetentionPass(IStore store, IActs acts, LogPruning pruning, IOptions<RetentionOptions> options, RetentionMetrics metrics, TimeProvider time)
{
    const int Chunk = 500;
    const int RestsFor = 4;

    /// <summary>What it did: texts that were purged, the journal's new beginning and the log's; default where nothing was deleted.</summary>
    public async Task<(long Texts, MessageId Low, long Kept)> Run(DateTimeOffset now, CancellationToken cancel)
    {
        var texts = store is SealedStore sealedStore ? await Texts(sealedStore, now, cancel) : 0;
        var low = await Facts(now, cancel);
        if (low != default)
            await Record(RightlyGone.Purged, low);
        return (texts, low, await pruning.Run(now - options.Value.AuditLog, cancel));
    }

    async Task Record(string name, MessageId low) => await store.Commit(AuditWriter.UnitOf(acts.Record(new("system", name, $"{RightlyGone.Journal}{low}"))));

    async Task<long> Texts(SealedStore sealedStore, DateTimeOffset now, CancellationToken cancel)
    {
        var marks = await RetentionMarks.Read(store, cancel);
        var purged = 0L;
        // Classes that stand at the same row and have the same days go together: usually the codes, and all others.
        foreach (var together in Enum.GetValues<MessageClass>().GroupBy(of => (From: marks.GetValueOrDefault(of), Keep: options.Value.TextsOf(of))))
        {
            var classes = together.ToHashSet();
            var (from, below) = (together.Key.From, MessageId.First(now - together.Key.Keep, 0));
            while (from.Value < below.Value)
            {
                var began = time.GetTimestamp();
                var purge = new TextPurge(classes, now);
                var page = await sealedStore.RewritePayloads(from, below, Chunk, purge.Wants, purge.Change, upTo => RetentionMarks.UpTo(classes, upTo), cancel);
                purged += purge.Texts;
                metrics.Texts.Add(purge.Texts);
                from = page.UpTo;
                if (!page.More)
                    break;
                await Rest(began, cancel);
            }
        }
        return purged;
    }

    async Task<MessageId> Facts(DateTimeOffset now, CancellationToken cancel)
    {
        // Whatever its age: what may still have to be sent is not below this.
        var sent = await store.ReadDispatchLow(Carriers.Main, cancel);
        var low = new MessageId(Math.Min(sent.Value, MessageId.First(now - options.Value.Facts, 0).Value));
        var reached = default(MessageId);
        while (true)
        {
            var began = time.GetTimestamp();
            var end = await store.ReadPurgeEnd(low, Chunk, cancel);
            if (end == default)
                return reached;
            // Cut off after it, the log says all the same up to where rows may be gone.
            if (reached == default)
                await Record(RightlyGone.PurgeBegun, low);
            await store.Commit(new() { JournalLow = end, LowPriority = true });
            metrics.Chunks.Add(1);
            reached = end;
            await Rest(began, cancel);
        }
    }

    Task Rest(long began, CancellationToken cancel) => Task.Delay(time.GetElapsedTime(began) * RestsFor, time, cancel);
}
