using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    static readonly FactFilter InDoubt = new() { Results = new HashSet<SubmissionResult> { SubmissionResult.InDoubtDropped } };
    static readonly FactFilter Unreported = new() { Results = new HashSet<SubmissionResult> { SubmissionResult.Accepted }, Unless = new HashSet<byte> { 2, 5 } };

    /// <summary>All that pass, over as many reads as it takes.</summary>
    async Task<int[]> Filtered(FactFilter filter, int rows = 1_000, int limit = 100, int from = 0, int before = 1_000)
    {
        var found = new List<int>();
        for (var below = (MessageId?)Sample.Id(before); below is { } at;)
        {
            var read = await Store.ReadFiltered(filter, Sample.Id(from), at, rows, limit, Cancel);
            Assert.True(read.Messages.Count <= limit);
            Assert.False(read.Next?.Value >= at.Value, "it does not get on");
            found.AddRange(read.Messages.Select(static id => (int)((id.Value - Sample.Id(0).Value) >> 22)));
            below = read.Next;
        }
        return [.. found];
    }

    [Fact]
    public async Task Messages_are_found_by_their_facts_newest_first_however_few_rows_a_read_passes()
    {
        await Committed(new CommitUnit
        {
            Journal = [.. Enumerable.Range(0, 60).Select(i => Sample.Row(Sample.Id(i)))],
            Submissions = [.. Enumerable.Range(0, 60).SelectMany(static i => (SubmissionRow[])[Sample.Throttled(Sample.Id(i)), Sample.Accepted(Sample.Id(i), 0, 2) with { Result = i % 7 == 3 ? SubmissionResult.InDoubtDropped : SubmissionResult.Accepted }])],
            Receipts = [.. Enumerable.Range(0, 60).Where(static i => i % 7 != 3 && i % 11 != 5).Select(static i => new ReceiptRow(Sample.Id(i), 0, 0, Sample.Noon, (byte)(i % 2 == 0 ? 2 : 5), null))],
        });
        int[] doubtful = [.. Enumerable.Range(0, 60).Where(static i => i % 7 == 3).Reverse()];
        int[] unreported = [.. Enumerable.Range(0, 60).Where(static i => i % 7 != 3 && i % 11 == 5).Reverse()];
        int[] delivered = [.. Enumerable.Range(0, 60).Where(static i => i % 7 != 3 && i % 11 != 5 && i % 2 == 0).Reverse()];
        foreach (var (rows, limit) in (IEnumerable<(int, int)>)[(1_000, 100), (1, 100), (7, 100), (1_000, 1), (5, 2)])
        {
            Assert.Equal(doubtful, await Filtered(InDoubt, rows, limit));
            Assert.Equal(unreported, await Filtered(Unreported, rows, limit));
            Assert.Equal(delivered, await Filtered(new() { Receipts = new HashSet<byte> { 2 } }, rows, limit));
        }
        Assert.Equal(doubtful.Where(static i => i is >= 10 and < 45), await Filtered(InDoubt, from: 10, before: 45));
        Assert.Empty(await Filtered(new()));
    }

    [Fact]
    public async Task A_receipt_of_one_segment_does_not_rule_out_another()
    {
        await Committed(new CommitUnit
        {
            Journal = [Sample.Row(Sample.Id(1)), Sample.Row(Sample.Id(2))],
            Submissions = [Sample.Accepted(Sample.Id(1), 0, settles: false), Sample.Accepted(Sample.Id(1), 1), Sample.Accepted(Sample.Id(2), 0, settles: false), Sample.Accepted(Sample.Id(2), 1)],
            Receipts = [new(Sample.Id(1), 1, 0, Sample.Noon, 2, null), new(Sample.Id(2), 0, 0, Sample.Noon, 2, null), new(Sample.Id(2), 1, 0, Sample.Noon, 5, null)],
        });
        Assert.Equal((int[])[1], await Filtered(Unreported));
    }

    [Fact]
    public async Task What_nothing_has_settled_is_found_above_the_mark_of_dispatch_and_what_is_deferred_below_it_too()
    {
        var open = new FactFilter { OpenAt = "alpha" };
        var row = Sample.Id(20);
        await Committed(new CommitUnit
        {
            Journal = [.. Enumerable.Range(0, 20).Select(i => Sample.Row(Sample.Id(i))), Sample.Row(row, messages: 3), Sample.Row(Sample.Id(21), messages: 0), Sample.Row(Sample.Id(22), carrier: "beta")],
            Deferred = [new(Sample.Id(4), "alpha", Sample.Noon.AddDays(1)), new(Sample.Id(15), "alpha", Sample.Noon.AddDays(1)), new(Sample.Id(5), "beta", Sample.Noon)],
            Submissions = [.. Enumerable.Range(0, 20).Where(static i => i is not (4 or 12 or 15)).Select(i => Sample.Accepted(Sample.Id(i))), Sample.Throttled(Sample.Id(12)), Sample.Accepted(new(row.Value + 1))],
        });
        Assert.Equal((int[])[20, 20, 15, 12, 4], await Filtered(open));
        Assert.Equal((int[])[20, 20, 15, 12, 4], await Filtered(open, rows: 1, limit: 1));
        var bind = await Store.TakeBind("alpha/1", "me", TimeSpan.Zero, Cancel);
        await Committed(new CommitUnit { Fences = [Fence.OfBind("alpha/1", bind.Epoch)], DispatchLow = new("alpha", Sample.Id(12)) });
        Assert.Equal((int[])[20, 20, 15, 12, 4], await Filtered(open, rows: 1, limit: 1));
        // What a mark has passed is settled or deferred: nobody looks there for what is not.
        await Committed(new CommitUnit { Fences = [Fence.OfBind("alpha/1", bind.Epoch)], DispatchLow = new("alpha", Sample.Id(16)) });
        Assert.Equal((int[])[20, 20, 15, 4], await Filtered(open));
        Assert.Equal((long[])[row.Value + 2, row.Value], (await Store.ReadFiltered(open, default, new(row.Value + 3), 100, 2, Cancel)).Messages.Select(static id => id.Value));
        Assert.Equal((long[])[row.Value], (await Store.ReadFiltered(open, row, new(row.Value + 2), 100, 2, Cancel)).Messages.Select(static id => id.Value));
    }
}
