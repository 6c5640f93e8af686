using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Queue;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

public class When_the_carrier_answers_late
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    // The answer comes 1.2 s after it is given up, and 1.8 s before the text would go again: a machine that stalls changes neither.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    static readonly Behaviour Slow = new() { ResponseDelay = Patience * 1.4, Receipts = ReceiptMode.None };

    [Fact]
    public async Task A_text_goes_once_and_its_receipt_finds_it()
    {
        await using var carrier = await Carrier.Open(
            Slow with { Receipts = ReceiptMode.Auto, ReceiptDelay = Patience * 2 }, static o => o.ResponseTimeout = Patience);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Until(id, MessageState.Delivered);
        Assert.Equal(["hello"], carrier.Arrived);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal([SubmissionResult.InDoubtAgain, SubmissionResult.Accepted], facts.Select(static row => row.Result));
        Assert.True(facts[1] is { Settles: true, Reference: not null });
    }

    [Fact]
    public async Task Every_segment_of_a_long_text_goes_once()
    {
        await using var carrier = await Carrier.Open(Slow, static o => o.ResponseTimeout = Patience);
        var id = (await carrier.Accept(("ada", carrier.Text(new string('x', 400)))))[0];
        await carrier.Until(id, MessageState.Sent);
        Assert.Equal(3, carrier.Arrived.Length);
    }

    [Fact]
    public async Task The_next_of_the_customer_follows()
    {
        await using var carrier = await Carrier.Open(Slow, static o => o.ResponseTimeout = Patience);
        var ids = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")));
        await carrier.Settled(ids);
        Assert.Equal(["first", "second"], carrier.Arrived);
    }

    [Fact]
    public async Task A_code_that_was_given_up_is_known_to_have_been_sent()
    {
        await using var carrier = await Carrier.Open(Slow, static o => o.ResponseTimeout = Patience);
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        await carrier.Until(id, MessageState.InDoubt);
        await carrier.Until(id, MessageState.Sent);
        Assert.Equal(["123456"], carrier.Arrived);
    }

    [Fact]
    public async Task A_text_that_is_never_answered_leaves_twice_and_no_more()
    {
        await using var carrier = await Carrier.Open(new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, static o => o.ResponseTimeout = Short);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(["hello", "hello"], carrier.Arrived);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal([SubmissionResult.InDoubtAgain, SubmissionResult.InDoubtSpent], facts.Select(static row => row.Result));
        Assert.True(facts[1].At - facts[0].At >= Short * 2, "It waited for an answer, and for the pause before.");
        Assert.Equal(MessageState.InDoubt, await carrier.State(id));
    }

    [Fact]
    public async Task A_text_that_makes_the_carrier_drop_the_session_does_so_twice_and_no_more()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None }, static o => o.ResponseTimeout = Short);
        var id = (await carrier.Accept(("ada", carrier.Text("poison", to: "15550999031"))))[0];
        await carrier.Settled(id);
        Assert.Equal(["poison", "poison"], carrier.Arrived);
        Assert.Equal(MessageState.InDoubt, await carrier.State(id));
    }

    [Fact]
    public async Task A_session_over_which_a_whole_window_had_no_answer_is_given_up()
    {
        await using var carrier = await Carrier.Open(new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, static o => (o.Window, o.MaxSegments, o.ResponseTimeout) = (2, 2, Short));
        await carrier.Accept(("ada", carrier.Text("1")), ("ben", carrier.Text("2")));
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.Connections > 1));
    }

    [Fact]
    public void What_is_stored_tells_refusals_and_doubts_from_throttlings_and_crashes()
    {
        var id = new MessageId(5);
        SubmissionRow Fact(int segment, int attempt, SubmissionResult result, int status = 0) => new(id, segment, attempt, id.At, "main/0", result, null, status, false);
        var known = Known.Of(id,
        [
            Fact(0, 1, SubmissionResult.Retry, 0x58), Fact(0, 2, SubmissionResult.Retry, 0x08), Fact(0, 3, SubmissionResult.ClaimedAgain), Fact(0, 4, SubmissionResult.Accepted),
            Fact(1, 1, SubmissionResult.Retry, 0x08), Fact(1, 2, SubmissionResult.Retry, 0x4A1), Fact(1, 5, SubmissionResult.InDoubtAgain),
        ]);
        Assert.Equal(new(Settled: false, Attempt: 5, Accepted: 1, Refusals: 2, Doubts: 1), known);
    }
}
