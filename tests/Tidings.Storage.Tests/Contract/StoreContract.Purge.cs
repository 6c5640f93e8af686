using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    async Task Snapshots(int partition, MessageId upTo) => await Committed(new CommitUnit { Fences = [await Own(partition)], Marks = [new(partition, upTo)] });

    [Fact]
    public async Task What_lies_below_the_journals_beginning_is_gone_with_its_facts_and_the_rest_stays()
    {
        MessageId[] ids = [.. Enumerable.Range(0, 10).Select(i => Sample.Id(i))];
        await Committed(new CommitUnit
        {
            Journal = [.. ids.Select(id => Sample.Row(id))],
            Deferred = [new(ids[1], "alpha", Sample.Noon), new(ids[8], "alpha", Sample.Noon)],
            Submissions = [.. ids.Where((_, i) => i is not (1 or 8)).Select(id => Sample.Accepted(id))],
            Receipts = [.. ids.Select(id => new ReceiptRow(id, 0, 0, Sample.Noon, 2, null))],
        });
        await Snapshots(0, ids[9]);
        Assert.Equal(default, await Store.ReadJournalLow(Cancel));
        Assert.Equal(default, await Store.ReadPurgeEnd(ids[0], 100, Cancel));
        var end = await Store.ReadPurgeEnd(ids[7], 5, Cancel);
        Assert.Equal(ids[4].Value + 1, end.Value);
        await Committed(new CommitUnit { JournalLow = end });
        await Reopen();
        Assert.Equal(ids[5..].Select(id => id.Value), await JournalIds());
        Assert.Equal(end, await Store.ReadJournalLow(Cancel));
        Assert.Null(await Store.ReadMessage(ids[4], Cancel));
        Assert.Equal([(1, 1)], (await Store.ReadNewest(ids[5], new(ids[5].Value + 1), 10, Cancel)).Select(facts => (facts.Submissions.Count, facts.Receipts.Count)));
        Assert.Equal(ids[5..].Where(id => id != ids[8]).Select(id => id.Value), (await Store.ReadSubmissions(default, Cancel).ToList()).Select(row => row.Message.Value));
        Assert.Equal([ids[8]], (await Store.ReadDeferred("alpha", default, Sample.Noon.AddDays(1), 10, Cancel)).Select(due => due.Deferred[0].Id));
    }

    [Fact]
    public async Task The_journals_beginning_never_comes_back()
    {
        await Committed(new CommitUnit { Journal = [Sample.Row(Sample.Id(1)), Sample.Row(Sample.Id(2))] });
        await Committed(new CommitUnit { JournalLow = Sample.Id(2) });
        await Committed(new CommitUnit { JournalLow = Sample.Id(1) });
        Assert.Equal(Sample.Id(2), await Store.ReadJournalLow(Cancel));
    }

    [Fact]
    public async Task A_row_whose_change_no_snapshot_holds_is_not_passed()
    {
        await Committed(new CommitUnit
        {
            Journal = [Sample.Row(Sample.Id(1)), Sample.Row(Sample.Id(2, partition: 1), partition: 1), Sample.Row(Sample.Id(3))],
        });
        Assert.Equal(default, await Store.ReadPurgeEnd(Sample.Id(9), 100, Cancel));
        await Snapshots(0, Sample.Id(3));
        Assert.Equal(Sample.Id(1).Value + 1, (await Store.ReadPurgeEnd(Sample.Id(9), 100, Cancel)).Value);
        await Snapshots(1, Sample.Id(2, partition: 1));
        Assert.Equal(Sample.Id(3).Value + 1, (await Store.ReadPurgeEnd(Sample.Id(9), 100, Cancel)).Value);
    }

    [Fact]
    public async Task A_row_with_several_messages_goes_whole()
    {
        await Committed(new CommitUnit { Journal = [Sample.Row(Sample.Id(1), messages: 3)] });
        await Snapshots(0, Sample.Id(1));
        Assert.Equal(Sample.Id(1).Value + 3, (await Store.ReadPurgeEnd(Sample.Id(9), 100, Cancel)).Value);
    }
}
