using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver;

namespace Tidings.Server.Track;

/// <summary>Reads back what the look-up table lacks after its mark. Entries that it has already are written again without effect.</summary>
internal sealed class LookupRebuild(IStore store, Lookups lookups, TimeProvider time)
{
    const int Chunk = 20_000;

    public async Task FillAfterMark(CancellationToken cancel)
    {
        var until = MessageId.First(time.GetUtcNow() - Lookups.Settling, 0);
        var after = await lookups.ReadMark(cancel);
        var rows = new List<LookupRow>(Chunk + MessageId.MaxMessagesAnEvent + 1);
        await foreach (var row in store.ReadOpenable(after, cancel))
        {
            foreach (var entry in LookupEntries.Of(row, DecidedEvents.Of(row)))
                rows.Add(entry.Row);
            if (rows.Count >= Chunk)
                await Write(rows);
        }
        // A text that was decided before the mark may have been answered just before the crash. Of those below the mark of dispatch all is written.
        var from = new MessageId(Math.Min(after.Value, (await store.ReadDispatchLow(Carriers.Main, cancel)).Value));
        await foreach (var row in store.ReadSubmissions(from, cancel))
        {
            if (LookupEntries.Of(row) is { } entry)
                rows.Add(entry.Row);
            if (rows.Count >= Chunk)
                await Write(rows);
        }
        await Write(rows);
        // After all that it speaks of.
        await lookups.Write(new LookupRow[] { new(LookupKey.Mark, until, 0) });
    }

    async Task Write(List<LookupRow> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Message.CompareTo(b.Message));
        rows.Clear();
        await lookups.Write(sorted);
    }
}
