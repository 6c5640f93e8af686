using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Binds;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

public class When_answers_are_lost
{
    [Fact]
    public async Task A_broken_session_puts_its_window_in_doubt_and_no_more_goes_twice()
    {
        const int window = 8;
        await using var carrier = await Carrier.Open(
            new() { DisconnectAfter = 25, ResponseDelay = TimeSpan.FromMilliseconds(5), Receipts = ReceiptMode.None }, static o => (o.Window, o.ResponseTimeout) = (window, TimeSpan.FromMilliseconds(300)));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 40).Select(n => ($"c{n}", carrier.Text($"{n:00}")))]);
        await carrier.Settled(ids);
        var twice = carrier.Arrived.Length - carrier.Arrived.Distinct().Count();
        var facts = new List<SubmissionRow>();
        foreach (var id in ids)
            facts.AddRange((await carrier.Facts(id)).Submissions);
        var doubted = facts.Count(static row => row.Result == SubmissionResult.InDoubtAgain);
        Assert.Equal(40, carrier.Arrived.Distinct().Count());
        Assert.InRange(twice, 1, window * (carrier.Smsc.Stats.Connections - 1));
        Assert.True(doubted >= twice, $"{twice} went twice, {doubted} were counted");
        await carrier.Stop();
        Assert.Empty(await carrier.Store.ReadClaims("main/0", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_code_is_not_repeated()
    {
        await using var carrier = await Carrier.Open();
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode, to: "15550999031"))))[0];
        await carrier.Settled(id);
        Assert.Equal(MessageState.InDoubt, await carrier.State(id));
        Assert.Equal(["123456"], carrier.Arrived);
    }

    [Fact]
    public async Task A_missing_answer_is_in_doubt_when_its_time_is_up()
    {
        await using var carrier = await Carrier.Open(new() { NoResponseEvery = 3, Receipts = ReceiptMode.None }, static o => o.ResponseTimeout = TimeSpan.FromSeconds(3));
        var ids = await carrier.Accept(("ada", carrier.Text("1")), ("ben", carrier.Text("2")), ("cyd", carrier.Text("3")));
        await carrier.Settled(ids);
        // The third submit has no answer, and its repetition is the fourth.
        Assert.Equal(4, carrier.Arrived.Length);
        Assert.Equal(3, carrier.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task A_stop_under_load_sends_nothing_twice_and_leaves_no_claim()
    {
        await using var carrier = await Carrier.Open(
            new() { ResponseDelay = TimeSpan.FromMilliseconds(20), ReceiptDelay = TimeSpan.FromMilliseconds(1) }, static o => (o.Window, o.Binds) = (5, 2));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 100).Select(n => ($"c{n}", carrier.Text($"{n:00}")))]);
        for (var stops = 1; stops <= 3; stops++)
        {
            var enough = stops * 20;
            await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length >= enough));
            await carrier.Restart(start: false);
            for (var bind = 0; bind < 2; bind++)
                Assert.Empty(await carrier.Store.ReadClaims($"main/{bind}", TestContext.Current.CancellationToken));
            carrier.Start();
        }
        await carrier.Settled(ids);
        Assert.Equal(100, carrier.Arrived.Length);
        Assert.Equal(100, carrier.Arrived.Distinct().Count());
    }

    [Fact]
    public async Task What_a_crash_left_claimed_follows_its_class()
    {
        await using var carrier = await Carrier.Open(start: false);
        var ids = await carrier.Accept(
            ("ada", carrier.Text("alert")), ("ben", carrier.Text("123456", MessageClass.OneTimeCode)), ("cyd", carrier.Text("done")), ("dan", carrier.Text("unsent")));
        var hold = await carrier.Store.TakeBind("main/0", "crashed", TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await carrier.Store.Commit(new()
        {
            Fences = [Fence.OfBind("main/0", hold.Epoch)],
            Claim = new("main/0", 1, [new(ids[0], 0), new(ids[1], 0), new(ids[2], 0)]),
            Submissions = [new(ids[2], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", SubmissionResult.Accepted, "77", 0, Settles: true)],
        });
        carrier.Start();
        await carrier.Settled(ids);
        Assert.Equal(["alert", "unsent"], carrier.Arrived.Order(StringComparer.Ordinal));
        Assert.Equal(MessageState.InDoubt, await carrier.State(ids[1]));
        Assert.Equal(SubmissionResult.ClaimedAgain, (await carrier.Facts(ids[0])).Submissions[0].Result);
        Assert.Empty(await carrier.Store.ReadClaims("main/0", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Claims_of_a_bind_that_is_no_longer_configured_are_settled_too()
    {
        await using var carrier = await Carrier.Open(start: false);
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        var hold = await carrier.Store.TakeBind("main/7", "crashed", TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await carrier.Store.Commit(new() { Fences = [Fence.OfBind("main/7", hold.Epoch)], Claim = new("main/7", 1, [new(id, 0)]) });
        carrier.Start();
        await carrier.Settled(id);
        Assert.Equal(MessageState.InDoubt, await carrier.State(id));
        Assert.Empty(carrier.Arrived);
    }

    [Fact]
    public async Task A_bind_with_a_new_owner_sends_nothing_more_and_loses_nothing()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None });
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("before"))));
        var zombie = carrier.StartBind(0);
        await Carrier.Until(() => Task.FromResult(zombie.IsBound));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 50).Select(n => ($"c{n}", carrier.Text($"{n:00}")))]);
        await carrier.Settled(ids);
        Assert.Equal(51, carrier.Arrived.Distinct().Count());
        Assert.InRange(carrier.Arrived.Length, 51, 51 + carrier.Options.Window);
        await Carrier.Until(() => Task.FromResult(carrier.Smsc.Stats.Binds == 1));
    }

    [Fact]
    public void Claims_are_released_in_order_and_gathered_when_one_answer_is_slow()
    {
        var window = new SendWindow(4);
        var claims = new ClaimBook("main/0", 3, window);
        var message = new Server.Deliver.Queue.Outgoing();
        message.Fill(new(1_000), 1, null!);
        var slow = Claim(out var slowClaim);
        Assert.NotNull(slowClaim);
        for (var n = 1; n < ClaimBook.GatherAt; n++)
        {
            var quick = Claim(out _);
            Assert.Null(claims.Release());
            Answer(quick);
        }
        Assert.Equal(ClaimBook.GatherAt, claims.Open);
        var last = Claim(out var gathered);
        Assert.Equal(2, gathered!.Segments.Count);
        Assert.Equal(gathered.Sequence - 1, claims.Release()!.Value.UpTo);
        Answer(slow);
        Assert.Null(claims.Release());
        Answer(last);
        Assert.Equal(gathered.Sequence, claims.Release()!.Value.UpTo);
        Assert.Equal(0, claims.Open);

        int Claim(out ClaimRow? row)
        {
            claims.Begin();
            var slot = window.Take(message, 0, claims.Current);
            claims.Add(message.Id, 0);
            row = claims.Finish();
            return slot;
        }

        void Answer(int slot)
        {
            claims.Close(window[slot].Claim);
            window.Return(slot);
        }
    }
}
