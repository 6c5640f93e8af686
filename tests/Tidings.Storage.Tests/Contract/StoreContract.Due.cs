using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    async Task<long[]> DueIds(string carrier = "alpha", MessageId after = default, int limit = 100) =>
        [.. (await Store.ReadDue(carrier, after, limit, Cancel)).Select(due => due.Row.Id.Value)];

    [Fact]
    public async Task What_is_stored_and_not_settled_is_due_in_the_order_of_ids()
    {
        await Committed(new CommitUnit
        {
            Journal = [Sample.Row(Sample.Id(3)), Sample.Row(Sample.Id(1)), Sample.Row(Sample.Id(2)), Sample.Row(Sample.Id(4), messages: 0), Sample.Row(Sample.Id(5), carrier: "beta")],
        });
        await Committed(new CommitUnit { Submissions = [Sample.Accepted(Sample.Id(2))] });
        Assert.Equal([Sample.Id(1).Value, Sample.Id(3).Value], await DueIds());
        Assert.Equal([Sample.Id(5).Value], await DueIds("beta"));
        Assert.Empty(await DueIds("gamma"));
    }

    [Fact]
    public async Task Due_rows_come_in_pages()
    {
        await Committed(new CommitUnit { Journal = [.. Enumerable.Range(0, 25).Select(i => Sample.Row(Sample.Id(i)))] });
        var seen = new List<long>();
        for (var after = default(MessageId); await DueIds(after: after, limit: 10) is { Length: > 0 } page; after = new(page[^1]))
        {
            Assert.InRange(page.Length, 5, 10);
            seen.AddRange(page);
        }
        Assert.Equal(Enumerable.Range(0, 25).Select(i => Sample.Id(i).Value), seen);
    }

    [Fact]
    public async Task What_is_not_settled_is_known_of_many_messages_at_once()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id, messages: 3), Sample.Row(Sample.Id(2))] });
        await Committed(new CommitUnit
        {
            Submissions = [Sample.Accepted(id, segment: 0, settles: false), Sample.Accepted(id, segment: 1), Sample.Throttled(new(id.Value + 1)), Sample.Accepted(Sample.Id(2), settles: false)],
        });
        MessageId[] asked = [Sample.Id(9), Sample.Id(2), new(id.Value + 2), new(id.Value + 1), id];
        Assert.Equal(asked[..4], await Store.ReadUnsettled(asked, Cancel));
        Assert.Empty(await Store.ReadUnsettled([], Cancel));
    }

    [Fact]
    public async Task A_refusal_for_now_settles_nothing_and_comes_with_the_row()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id)], Submissions = [Sample.Throttled(id), Sample.Throttled(id, attempt: 2)] });
        var due = Assert.Single(await Store.ReadDue("alpha", default, 10, Cancel));
        Assert.Equal([Sample.Throttled(id), Sample.Throttled(id, attempt: 2)], due.Submissions);
        await Committed(new CommitUnit { Submissions = [Sample.Accepted(id, attempt: 3)] });
        Assert.Empty(await DueIds());
    }

    [Fact]
    public async Task A_row_is_due_until_the_last_of_its_sixteen_messages_is_settled()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id, MessageId.MaxMessagesAnEvent), Sample.Row(new(id.Value + MessageId.MaxMessagesAnEvent))] });
        for (var i = 0; i < MessageId.MaxMessagesAnEvent; i++)
        {
            Assert.Contains(id.Value, await DueIds());
            await Committed(new CommitUnit { Submissions = [Sample.Accepted(new(id.Value + i), attempt: 1), Sample.Accepted(new(id.Value + i), attempt: 2)] });
        }
        Assert.Equal([id.Value + MessageId.MaxMessagesAnEvent], await DueIds());
    }

    [Fact]
    public async Task A_deferred_message_is_not_due_until_its_time_and_then_earliest_first()
    {
        var (early, late) = (Sample.Id(1), Sample.Id(2));
        await Committed(new CommitUnit
        {
            Journal = [Sample.Row(early), Sample.Row(late), Sample.Row(Sample.Id(3), carrier: "beta")],
            Deferred = [new DeferredRow(early, "alpha", Sample.Noon.AddHours(2)), new DeferredRow(late, "alpha", Sample.Noon.AddHours(1)), new DeferredRow(Sample.Id(3), "beta", Sample.Noon)],
        });
        Assert.Empty(await DueIds());
        Assert.Empty(await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(1).AddMicroseconds(-1), 10, Cancel));
        Assert.Equal([late], (await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(1), 10, Cancel)).Select(due => due.Row.Id));
        Assert.Equal([late, early], (await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(2), 10, Cancel)).Select(due => due.Row.Id));
        Assert.Equal([late], (await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(2), 1, Cancel)).Select(due => due.Row.Id));
    }

    [Fact]
    public async Task The_fact_that_settles_a_message_removes_its_deferral_and_only_its()
    {
        var (one, two) = (Sample.Id(1), Sample.Id(2));
        await Committed(new CommitUnit
        {
            Journal = [Sample.Row(one), Sample.Row(two)],
            Deferred = [new DeferredRow(one, "alpha", Sample.Noon), new DeferredRow(two, "alpha", Sample.Noon)],
        });
        await Committed(new CommitUnit { Submissions = [Sample.Throttled(one)] });
        Assert.Equal(2, (await Store.ReadDeferred("alpha", default, Sample.Noon, 10, Cancel)).Count);
        await Committed(new CommitUnit { Submissions = [Sample.Accepted(one, attempt: 2)] });
        Assert.Equal([two], (await Store.ReadDeferred("alpha", default, Sample.Noon, 10, Cancel)).Select(due => due.Row.Id));
        Assert.Empty(await DueIds());
    }

    [Fact]
    public async Task A_row_with_one_message_due_and_one_deferred_says_which()
    {
        var id = Sample.Id(1);
        var second = new DeferredRow(new(id.Value + 1), "alpha", Sample.Noon.AddHours(1));
        await Committed(new CommitUnit { Journal = [Sample.Row(id, messages: 2)], Deferred = [second] });
        Assert.Equal([second], Assert.Single(await Store.ReadDue("alpha", default, 10, Cancel)).Deferred);
        await Committed(new CommitUnit { Submissions = [Sample.Accepted(id)] });
        Assert.Empty(await DueIds());
        var deferred = Assert.Single(await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(1), 10, Cancel));
        Assert.Equal((id, 1, 1), (deferred.Row.Id, deferred.Submissions.Count, deferred.Deferred.Count));
    }

    [Fact]
    public async Task A_message_may_be_put_off_again()
    {
        var id = Sample.Id(1);
        await Committed(new CommitUnit { Journal = [Sample.Row(id)], Deferred = [new DeferredRow(id, "alpha", Sample.Noon)] });
        await Committed(new CommitUnit { Deferred = [new DeferredRow(id, "alpha", Sample.Noon.AddHours(1))] });
        Assert.Empty(await Store.ReadDeferred("alpha", default, Sample.Noon, 10, Cancel));
        Assert.Single(await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(1), 10, Cancel));
    }

    [Fact]
    public async Task Deferred_messages_are_read_on_from_where_the_last_page_ended_also_among_those_of_one_moment()
    {
        var ids = Enumerable.Range(1, 5).Select(i => Sample.Id(i)).ToArray();
        await Committed(new CommitUnit { Journal = [.. ids.Select(id => Sample.Row(id))], Deferred = [.. ids.Select(id => new DeferredRow(id, "alpha", Sample.Noon))] });
        var seen = new List<MessageId>();
        for (var after = default(DeferredRow); await Store.ReadDeferred("alpha", after, Sample.Noon, 2, Cancel) is { Count: > 0 } page; after = page[^1].Deferred[0])
            seen.AddRange(page.Select(due => due.Row.Id));
        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task Two_deferred_messages_of_a_row_are_two()
    {
        var id = Sample.Id(1);
        DeferredRow[] both = [new(id, "alpha", Sample.Noon), new(new(id.Value + 1), "alpha", Sample.Noon.AddHours(1))];
        await Committed(new CommitUnit { Journal = [Sample.Row(id, messages: 2)], Deferred = both });
        Assert.Equal(both, (await Store.ReadDeferred("alpha", default, Sample.Noon.AddHours(1), 10, Cancel)).Select(due => Assert.Single(due.Deferred)));
    }
}
