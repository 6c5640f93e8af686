using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

public class When_texts_leave
{
    [Fact]
    public async Task The_later_message_of_an_event_is_found_after_a_restart_though_the_first_is_settled()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await carrier.AcceptTogether("ada", carrier.Text("to the old number"), carrier.Text("to the new number"));
        await carrier.Store.Commit(new()
        {
            Submissions = [new(ids[0], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", Core.Ports.Rows.SubmissionResult.Accepted, "77", 0, Settles: true)],
            DispatchLow = new("main", ids[1]),
        });
        carrier.Start();
        await carrier.Settled(ids[1]);
        Assert.Equal(["to the new number"], carrier.Arrived);
    }

    [Fact]
    public async Task A_text_arrives_and_its_receipt_is_recorded()
    {
        await using var carrier = await Carrier.Open();
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Until(id, MessageState.Delivered);
        Assert.Equal(["hello"], carrier.Arrived);
    }

    [Fact]
    public async Task A_deferred_text_is_not_passed_by_a_newer_one_once_its_time_has_come()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None });
        await carrier.Settled(await carrier.Accept(("ben", carrier.Text("before"))));
        var time = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(3);
        var deferred = await carrier.Accept(("ada", carrier.Text("deferred", notBefore: time)));
        var early = await carrier.Accept(("ada", carrier.Text("early")));
        await Carrier.Until(() => Task.FromResult(TimeProvider.System.GetUtcNow() >= time));
        var newer = await carrier.Accept(("ada", carrier.Text("newer")));
        await carrier.Settled([.. deferred, .. early, .. newer]);
        Assert.Equal(["before", "early", "deferred", "newer"], carrier.Arrived);
        Assert.True((await carrier.Facts(deferred[0])).Submissions[0].At >= time);
    }

    [Fact]
    public async Task A_row_that_cannot_be_opened_holds_up_no_other()
    {
        await using var carrier = await Carrier.Open(start: false);
        // Of the second before: those that follow count on from the clock.
        var broken = MessageId.First(TimeProvider.System.GetUtcNow().AddSeconds(-1), 0);
        await carrier.Store.Commit(new()
        {
            Journal = [new() { Id = broken, Partition = 0, Customer = "c", EventKey = 1, Messages = 2, Class = (byte)MessageClass.Fraud, Carrier = "main", Payload = new byte[] { 255 }, Delta = default }],
            Deferred = [new(new(broken.Value + 1), "main", broken.At)],
        });
        var ids = await carrier.Accept(("ada", carrier.Text("hello")), ("ben", carrier.Text("at once", notBefore: broken.At)));
        carrier.Start();
        await carrier.Settled(ids);
        Assert.Equal(["at once", "hello"], carrier.Arrived.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_customers_texts_of_one_class_leave_in_their_order()
    {
        await using var carrier = await Carrier.Open(new() { ResponseDelay = TimeSpan.FromMilliseconds(2), Receipts = ReceiptMode.None }, static o => o.Binds = 2);
        var texts = Enumerable.Range(0, 60).Select(n => ($"c{n % 3}", carrier.Text($"{n % 3}:{n:00}"))).ToArray();
        await carrier.Settled(await carrier.Accept(texts));
        foreach (var customer in (char[])['0', '1', '2'])
        {
            var theirs = carrier.Arrived.Where(text => text[0] == customer).ToArray();
            Assert.Equal(20, theirs.Length);
            Assert.Equal(theirs.Order(StringComparer.Ordinal), theirs);
        }
    }

    [Fact]
    public async Task The_more_urgent_class_goes_first()
    {
        await using var carrier = await Carrier.Open(start: false);
        await carrier.Settled(await AcceptThenStart(carrier,
            ("a", carrier.Text("promotion", MessageClass.Promotional)), ("b", carrier.Text("balance", MessageClass.Balance)),
            ("c", carrier.Text("fraud", MessageClass.Fraud)), ("d", carrier.Text("code", MessageClass.OneTimeCode))));
        Assert.Equal(["code", "fraud", "balance", "promotion"], carrier.Arrived);
    }

    [Fact]
    public async Task A_long_text_arrives_whole_and_is_settled_by_its_last_segment()
    {
        await using var carrier = await Carrier.Open(new() { ThrottleEvery = 3, ReceiptDelay = TimeSpan.FromMilliseconds(10) });
        var text = string.Concat(Enumerable.Range(0, 60).Select(static n => $"word {n} "));
        var id = (await carrier.Accept(("ada", carrier.Text(text))))[0];
        await carrier.Until(id, MessageState.Delivered);
        Assert.Equal(text, Assert.Single(carrier.Smsc.Inbox.Texts("15550001234")).Text);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal(SubmissionResult.Accepted, Assert.Single(facts, static row => row.Settles).Result);
        Assert.Contains(facts, static row => row.Result == SubmissionResult.Retry);
    }

    [Fact]
    public async Task A_text_after_its_validity_never_leaves()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept(("ada", carrier.Text("late", valid: TimeSpan.FromMilliseconds(900))), ("ben", carrier.Text("in time")));
        await carrier.Settled(ids);
        Assert.Equal(MessageState.Expired, await carrier.State(ids[0]));
        Assert.Equal(["in time"], carrier.Arrived);
    }

    [Fact]
    public async Task A_text_with_too_many_segments_is_refused_here()
    {
        await using var carrier = await Carrier.Open(set: static o => o.MaxSegments = 2);
        var id = (await carrier.Accept(("ada", carrier.Text(new('x', 400)))))[0];
        await carrier.Settled(id);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
        Assert.Empty(carrier.Arrived);
    }

    [Fact]
    public async Task A_deferred_text_leaves_when_its_time_has_come_and_once()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept(
            ("ada", carrier.Text("later", notBefore: TimeProvider.System.GetUtcNow().AddMilliseconds(2_500))), ("ben", carrier.Text("now")),
            ("cyd", carrier.Text("tomorrow", notBefore: TimeProvider.System.GetUtcNow().AddDays(1), valid: TimeSpan.FromDays(2))));
        await carrier.Settled(ids[..2]);
        Assert.Equal(["now", "later"], carrier.Arrived);
        Assert.Equal(MessageState.Deferred, await carrier.State(ids[2]));
    }

    [Fact]
    public async Task Of_an_event_with_several_messages_each_leaves_at_its_time()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None }, start: false);
        var ids = await carrier.AcceptTogether(
            "ada", carrier.Text("now", MessageClass.Balance), carrier.Text("urgent", MessageClass.Fraud),
            carrier.Text("soon", notBefore: TimeProvider.System.GetUtcNow().AddMilliseconds(2_500)),
            carrier.Text("tomorrow", notBefore: TimeProvider.System.GetUtcNow().AddDays(1), valid: TimeSpan.FromDays(2)));
        carrier.Start();
        await carrier.Settled(ids[..3]);
        Assert.Equal(["urgent", "now", "soon"], carrier.Arrived);
        Assert.Equal(MessageState.Deferred, await carrier.State(ids[3]));
    }

    [Fact]
    public async Task What_was_stored_before_the_start_leaves()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await AcceptThenStart(carrier, ("ada", carrier.Text("one")), ("ada", carrier.Text("two")));
        await carrier.Settled(ids);
        Assert.Equal(["one", "two"], carrier.Arrived);
    }

    [Fact]
    public async Task More_than_memory_holds_leaves_all_the_same_once_and_in_order()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None }, static o => (o.Queue, o.Window) = (100, 50));
        var ids = new List<MessageId>();
        for (var batch = 0; batch < 10; batch++)
            ids.AddRange(await carrier.Accept([.. Enumerable.Range(batch * 100, 100).Select(n => ($"c{n % 7}", carrier.Text($"{n % 7}:{n:0000}")))]));
        await carrier.Settled([.. ids]);
        Assert.Equal(1_000, carrier.Arrived.Length);
        Assert.Equal(1_000, carrier.Arrived.Distinct().Count());
        foreach (var theirs in carrier.Arrived.GroupBy(static text => text[0]))
            Assert.Equal(theirs.Order(StringComparer.Ordinal), theirs);
    }

    [Fact]
    public async Task The_carriers_rate_is_kept()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None, ThrottleAbove = 60 }, static o => (o.RatePerSecond, o.Binds) = (40, 2));
        await carrier.Settled(await carrier.Accept([.. Enumerable.Range(0, 80).Select(n => ($"c{n}", carrier.Text($"{n}")))]));
        Assert.Equal(0, carrier.Smsc.Stats.Refused);
    }

    [Fact]
    public async Task The_rate_of_each_bind_is_kept_where_it_is_the_lower_one()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None, ThrottleAbove = 60 }, static o => (o.RatePerSecond, o.RatePerBind, o.Binds) = (10_000, 20, 2));
        await carrier.Settled(await carrier.Accept([.. Enumerable.Range(0, 80).Select(n => ($"c{n}", carrier.Text($"{n}")))]));
        Assert.Equal(0, carrier.Smsc.Stats.Refused);
    }

    [Fact]
    public async Task A_rate_of_a_bind_above_its_share_changes_nothing()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None }, static o => (o.RatePerSecond, o.RatePerBind, o.Binds) = (40, 1_000, 2));
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Pumps.Count == 2));
        Assert.All(carrier.Delivery.Pumps.Values, static pump => Assert.Equal(20, pump.PerSecond));
    }

    static async Task<MessageId[]> AcceptThenStart(Carrier carrier, params (string, Message)[] texts)
    {
        var ids = await carrier.Accept(texts);
        carrier.Start();
        return ids;
    }
}
