using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Replay_is_in_the_order_of_ids_across_pages_and_starts_after_the_mark()
    {
        await Committed(new CommitUnit { Journal = [.. Enumerable.Range(0, 2500).Reverse().Select(i => Sample.Row(Sample.Id(i, i % 4), partition: i % 4))] });
        Assert.Equal(Enumerable.Range(0, 2500).Select(i => Sample.Id(i, i % 4).Value), await JournalIds());
        var replayed = await Store.ReadJournal(Sample.Id(13, 1), 1, Cancel).ToList();
        Assert.Equal(Enumerable.Range(14, 2486).Where(i => i % 4 == 1).Select(i => Sample.Id(i, 1)), replayed.Select(row => row.Id));
    }

    [Fact]
    public async Task A_page_that_is_exactly_full_ends_the_replay()
    {
        await Committed(new CommitUnit { Journal = [.. Enumerable.Range(0, 1000).Select(i => Sample.Row(Sample.Id(i)))] });
        Assert.Equal(1000, (await JournalIds()).Length);
    }

    [Fact]
    public async Task A_message_is_found_by_each_of_its_rows_ids_and_by_no_other()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id, messages: 3), Sample.Row(Sample.Id(2), messages: 0)] });
        for (var i = 0; i < 3; i++)
            Assert.Equal(id, (await Store.ReadMessage(new(id.Value + i), Cancel))!.Row.Id);
        Assert.Null(await Store.ReadMessage(new(id.Value + 3), Cancel));
        Assert.Null(await Store.ReadMessage(new(id.Value - 1), Cancel));
        Assert.Equal(0, (await Store.ReadMessage(Sample.Id(2), Cancel))!.Row.Messages);
        Assert.Null(await Store.ReadMessage(new(Sample.Id(2).Value + 1), Cancel));
    }

    [Fact]
    public async Task A_message_comes_with_every_fact_of_its_row_and_of_no_other()
    {
        var id = Sample.Id(1);
        var second = new MessageId(id.Value + 1);
        var next = new MessageId(id.Value + 2);
        SubmissionRow[] submissions = [Sample.Throttled(id), Sample.Accepted(id, 0, 2, settles: false), Sample.Accepted(id, 1), Sample.Accepted(second)];
        ReceiptRow[] receipts = [new(id, 0, 0, Sample.Noon.AddTicks(70), 1, null), new(id, 0, 1, Sample.Noon, 2, "000"), new(second, 0, 0, Sample.Noon, 5, "Absent subscriber")];
        await Committed(new CommitUnit { Journal = [Sample.Row(id, messages: 2), Sample.Row(next)] });
        await Committed(new CommitUnit { Submissions = [.. submissions.Reverse(), Sample.Accepted(next)], Receipts = [.. receipts, new(next, 0, 0, Sample.Noon, 2, null)] });
        var facts = (await Store.ReadMessage(second, Cancel))!;
        Assert.Equal(submissions, facts.Submissions);
        Assert.Equal(receipts, facts.Receipts);
    }

    [Fact]
    public async Task A_receipt_whose_number_is_taken_gets_the_next_one()
    {
        var id = Sample.Id(1);
        var first = new ReceiptRow(id, 0, 0, Sample.Noon, 1, null);
        await Committed(new CommitUnit { Journal = [Sample.Row(id)], Receipts = [first, first with { State = 6 }] });
        await Committed(new CommitUnit { Receipts = [first with { State = 2 }] });
        Assert.Equal([(0, 1), (1, 6), (2, 2)], (await Store.ReadMessage(id, Cancel))!.Receipts.Select(receipt => (receipt.Order, (int)receipt.State)));
    }

    [Fact]
    public async Task A_submission_is_never_written_twice()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id)], Submissions = [Sample.Accepted(id)] });
        await Assert.ThrowsAsync<StoreConflictException>(async () => await Store.Commit(new CommitUnit { Submissions = [Sample.Accepted(id)] }));
    }

    [Fact]
    public async Task The_newest_rows_come_first_between_two_ids()
    {
        await Committed(new CommitUnit { Journal = [.. Enumerable.Range(0, 10).Select(i => Sample.Row(Sample.Id(i)))], Submissions = [Sample.Accepted(Sample.Id(6))] });
        var newest = await Store.ReadNewest(Sample.Id(2), Sample.Id(7), 3, Cancel);
        Assert.Equal([Sample.Id(6), Sample.Id(5), Sample.Id(4)], newest.Select(facts => facts.Row.Id));
        Assert.Equal([1, 0, 0], newest.Select(facts => facts.Submissions.Count));
        Assert.Equal(5, (await Store.ReadNewest(Sample.Id(2), Sample.Id(7), 100, Cancel)).Count);
    }

    [Fact]
    public async Task References_are_read_back_in_order_from_an_id_on()
    {
        await Committed(new CommitUnit
        {
            Submissions = [.. Enumerable.Range(0, 1500).SelectMany(i => (SubmissionRow[])[Sample.Throttled(Sample.Id(i)), Sample.Accepted(Sample.Id(i), 0, 2), Sample.Accepted(Sample.Id(i), 1)])],
        });
        var read = await Store.ReadSubmissions(Sample.Id(100), Cancel).ToList();
        Assert.Equal(2800, read.Count);
        Assert.Equal(Sample.Accepted(Sample.Id(100), 0, 2), read[0]);
        Assert.Equal(Sample.Accepted(Sample.Id(100), 1), read[1]);
        Assert.Equal(read.OrderBy(row => row.Message).ThenBy(row => row.Segment), read);
    }
}
