using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

public class When_the_carrier_refuses
{
    [Fact]
    public async Task Throttled_texts_go_again_and_keep_their_customers_order()
    {
        await using var carrier = await Carrier.Open(new() { ThrottleEvery = 4, Receipts = ReceiptMode.None });
        var ids = await carrier.Accept([.. Enumerable.Range(0, 40).Select(n => ($"c{n % 4}", carrier.Text($"{n % 4}:{n:00}")))]);
        await carrier.Settled(ids);
        Assert.Equal(40, carrier.Arrived.Length);
        foreach (var theirs in carrier.Arrived.GroupBy(static text => text[0]))
            Assert.Equal(theirs.Order(StringComparer.Ordinal), theirs);
        Assert.True(carrier.Smsc.Stats.Refused > 0);
    }

    [Fact]
    public async Task A_full_queue_goes_again() => await GoesAgain("15550999022", 0x14);

    [Fact]
    public async Task A_throttling_goes_again() => await GoesAgain("15550999021", 0x58);

    static async Task GoesAgain(string number, int status)
    {
        await using var carrier = await Carrier.Open();
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: number))))[0];
        await carrier.Until(id, MessageState.Delivered);
        Assert.Equal(
            [(SubmissionResult.Retry, status, 1), (SubmissionResult.Accepted, 0, 2)],
            (await carrier.Facts(id)).Submissions.Select(static row => (row.Result, row.Status, row.Attempt)));
    }

    [Fact]
    public async Task A_permanent_error_never_goes_again()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept(("ada", carrier.Text("wrong", to: "15550999020")), ("ada", carrier.Text("after it")));
        await carrier.Settled(ids);
        Assert.Equal(MessageState.PermanentFailure, await carrier.State(ids[0]));
        Assert.Equal((1, 1), (carrier.Smsc.Stats.Refused, carrier.Arrived.Length));
    }

    [Fact]
    public async Task A_temporary_error_goes_again_until_the_validity_ends()
    {
        await using var carrier = await Carrier.Open();
        var id = (await carrier.Accept(("ada", carrier.Text("hello", to: "15550999023", valid: TimeSpan.FromSeconds(2)))))[0];
        await carrier.Settled(id);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal(SubmissionResult.Expired, facts[^1].Result);
        Assert.True(facts.Count > 2);
        Assert.Equal(MessageState.Expired, await carrier.State(id));
    }

    [Fact]
    public async Task Throttlings_in_between_cost_no_tries()
    {
        await using var carrier = await Carrier.Open(new() { ThrottleEvery = 2, RefuseEvery = 1, RefuseWith = (SmscStatus)0x4A1 });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal([0x4A1, 0x58, 0x4A1, 0x58, 0x4A1], (await carrier.Facts(id)).Submissions.Select(static row => row.Status));
    }

    [Fact]
    public async Task What_the_carrier_alone_calls_throttling_costs_no_tries_after_a_restart_either()
    {
        await using var carrier = await Carrier.Open(new() { RefuseEvery = 1, RefuseWith = (SmscStatus)0x4A1 }, static o => o.Statuses["0x4A1"] = ErrorClass.Throttled);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(async () => (await carrier.Facts(id)).Submissions.Count >= 3);
        await carrier.Restart(start: false);
        Assert.Equal(0, carrier.Outbox.Queue.KnownOf(id, (await carrier.Facts(id)).Submissions).Refusals);
    }

    [Fact]
    public async Task An_unknown_error_is_given_up_after_three_tries()
    {
        await using var carrier = await Carrier.Open(new() { RefuseEvery = 1, RefuseWith = (SmscStatus)0x4A1 });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(
            [SubmissionResult.Retry, SubmissionResult.Retry, SubmissionResult.Rejected], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
    }
}
