using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Routing;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_there_are_several_carriers
{
    static readonly Behaviour Silent = new() { Receipts = ReceiptMode.None };

    [Fact]
    public async Task The_preferred_one_has_all_while_it_is_well()
    {
        await using var carrier = await Open(Silent, Silent);
        var ids = await carrier.Accept([.. Texts(carrier, 30)]);
        await carrier.Settled(ids);
        Assert.Equal(30, carrier.Arrived.Length);
        Assert.Empty(carrier.Others[0].Arrived);
    }

    [Fact]
    public async Task A_route_sends_its_countries_and_classes_by_another()
    {
        await using var carrier = await Open(Silent, Silent, routing: static routing => routing.Routes =
            [new() { Countries = ["TR"], Carriers = ["north"] }, new() { Classes = [MessageClass.OneTimeCode], Carriers = ["north", "main"] }]);
        var ids = await carrier.Accept(
            ("ada", carrier.Text("home")), ("ada", carrier.Text("code", MessageClass.OneTimeCode)), ("bora", carrier.Text("abroad", to: "905321234567")));
        await carrier.Settled(ids);
        Assert.Equal(["home"], carrier.Arrived);
        Assert.Equal(["abroad", "code"], carrier.Others[0].Arrived.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_one_that_is_gone_goes_by_the_other_none_is_lost_and_none_comes_twice()
    {
        await using var carrier = await Open(Silent, Silent);
        await carrier.Settled(await carrier.Accept(("zoe", carrier.Text("first"))));
        await carrier.LoseSmsc();
        var ids = await carrier.Accept([.. Texts(carrier, 100)]);
        await carrier.Settled(ids);
        Assert.Equal(100, carrier.Others[0].Arrived.Distinct().Count());
        Assert.Equal(100, carrier.Others[0].Arrived.Length);
        Assert.All(await States(carrier, ids), static state => Assert.Equal(MessageState.Sent, state));
    }

    [Fact]
    public async Task What_stands_in_line_for_one_whose_sessions_end_goes_by_the_other_and_what_it_may_have_waits()
    {
        await using var carrier = await Open(
            new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, Silent, static o => (o.Window, o.MaxSegments, o.ResponseTimeout) = (1, 1, TimeSpan.FromSeconds(60)));
        await carrier.Accept(("zoe", carrier.Text("first")));
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 1));
        var ids = await carrier.Accept([.. Texts(carrier, 30)]);
        Assert.Empty(carrier.Others[0].Arrived);
        await carrier.LoseSmsc();
        await carrier.Settled(ids);
        Assert.Equal(30, carrier.Others[0].Arrived.Length);
        Assert.DoesNotContain("first", carrier.Others[0].Arrived);
    }

    [Fact]
    public async Task Codes_behind_one_that_only_the_slow_carrier_may_have_do_not_wait_with_it()
    {
        await using var carrier = await Open(
            new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, Silent, static o => (o.Window, o.MaxSegments, o.ResponseTimeout) = (1, 1, TimeSpan.FromSeconds(60)),
            routing: static routing => routing.Routes = [new() { Countries = ["TR"], Carriers = ["main"] }]);
        await carrier.Accept(("zoe", carrier.Text("first", MessageClass.OneTimeCode)));
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 1));
        await carrier.Accept(("bora", carrier.Text("abroad", MessageClass.OneTimeCode, to: "905321234567")));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 20).Select(i => ($"c{i}", carrier.Text($"code {i}", MessageClass.OneTimeCode)))]);
        await carrier.Settled(ids);
        Assert.Equal(20, carrier.Others[0].Arrived.Length);
        Assert.DoesNotContain("abroad", carrier.Others[0].Arrived);
    }

    [Fact]
    public async Task Codes_that_wait_for_a_slow_carrier_go_ahead_of_what_is_less_urgent_by_a_busy_one()
    {
        await using var carrier = await Open(
            new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, new() { ResponseDelay = TimeSpan.FromMilliseconds(20), Receipts = ReceiptMode.None },
            static o => (o.Window, o.MaxSegments, o.ResponseTimeout) = (1, 1, TimeSpan.FromSeconds(60)),
            routing: static routing => routing.Routes = [new() { Classes = [MessageClass.Transaction], Carriers = ["north", "main"] }]);
        await carrier.Accept(("zoe", carrier.Text("first", MessageClass.OneTimeCode)));
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 1));
        await carrier.Accept([.. Enumerable.Range(0, 300).Select(i => ($"c{i}", carrier.Text($"payment {i}")))]);
        await carrier.Settled(await carrier.Accept([.. Enumerable.Range(0, 10).Select(i => ($"c{i}", carrier.Text($"code {i}", MessageClass.OneTimeCode)))]));
        Assert.True(carrier.Others[0].Arrived.Length < 300, "the codes waited behind the payments");
    }

    [Fact]
    public async Task A_text_that_one_refuses_for_good_goes_by_the_other_and_this_is_a_fact()
    {
        await using var carrier = await Open(new() { RefuseEvery = 1, RefuseWith = SmscStatus.InvalidSource, Receipts = ReceiptMode.None }, Silent);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(["hello"], carrier.Others[0].Arrived);
        Assert.Equal(
            [("main/0", SubmissionResult.RefusedHere), ("north/0", SubmissionResult.Accepted)],
            (await carrier.Facts(id)).Submissions.Select(static row => (row.Bind, row.Result)));
        Assert.Equal(MessageState.Sent, await carrier.State(id));
    }

    [Fact]
    public async Task What_all_refuse_for_good_ends()
    {
        var refuses = new Behaviour { RefuseEvery = 1, RefuseWith = SmscStatus.InvalidSource, Receipts = ReceiptMode.None };
        await using var carrier = await Open(refuses, refuses);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal([SubmissionResult.RefusedHere, SubmissionResult.Rejected], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(id));
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_tried_by_nobody_else()
    {
        await using var carrier = await Open(new() { RefuseEvery = 1, Receipts = ReceiptMode.None }, Silent);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(MessageState.PermanentFailure, await carrier.State(id));
        Assert.Empty(carrier.Others[0].Arrived);
    }

    [Fact]
    public async Task After_a_restart_it_is_still_known_who_refused_a_text_for_good()
    {
        // The other one is not there at first: the text waits for it.
        await using var carrier = await Open(new() { RefuseEvery = 1, RefuseWith = SmscStatus.InvalidSource, Receipts = ReceiptMode.None }, Silent);
        await carrier.Others[0].LoseSmsc();
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(async () => (await carrier.Facts(id)).Submissions.Count > 0);
        await carrier.Restart(start: false);
        await carrier.Others[0].Return(Silent);
        carrier.Start();
        await carrier.Settled(id);
        Assert.Equal(["main/0", "north/0"], (await carrier.Facts(id)).Submissions.Select(static row => row.Bind));
    }

    [Fact]
    public async Task A_throttled_text_goes_by_the_other_without_waiting()
    {
        await using var carrier = await Open(new() { ThrottleEvery = 1, Receipts = ReceiptMode.None }, Silent, static o => o.Retry.ThrottlePause = TimeSpan.FromSeconds(60));
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(["hello"], carrier.Others[0].Arrived);
    }

    [Fact]
    public async Task A_carrier_in_trouble_is_left_out_and_texts_of_one_customer_keep_their_order()
    {
        await using var carrier = await Open(
            new() { RefuseEvery = 1, RefuseWith = SmscStatus.SystemError, Receipts = ReceiptMode.None }, Silent, routing: static routing => routing.Breaker.Answers = 5);
        var ids = await carrier.Accept([.. Enumerable.Range(0, 40).Select(n => ("ada", carrier.Text($"{n:00}")))]);
        await carrier.Settled(ids);
        Assert.Equal(Enumerable.Range(0, 40).Select(static n => $"{n:00}"), carrier.Others[0].Arrived);
        // Each that was tried there was refused once; most were not tried.
        Assert.InRange(await Refusals(carrier, ids), 5, 20);
    }

    [Fact]
    public async Task A_text_without_an_answer_goes_once_more_by_the_other_and_a_code_does_not()
    {
        await using var carrier = await Open(new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, Silent, static o => o.ResponseTimeout = TimeSpan.FromSeconds(2));
        var ids = await carrier.Accept(("ada", carrier.Text("hello")), ("ada", carrier.Text("code", MessageClass.OneTimeCode)));
        await carrier.Settled(ids);
        Assert.Equal(["hello"], carrier.Others[0].Arrived);
        Assert.Equal([MessageState.Sent, MessageState.InDoubt], await States(carrier, ids));
    }

    [Fact]
    public async Task A_text_of_which_one_carrier_has_a_part_stays_with_it()
    {
        // Three segments; the second is throttled at first.
        await using var carrier = await Open(new() { ThrottleEvery = 2, Receipts = ReceiptMode.None }, Silent);
        var id = (await carrier.Accept(("ada", carrier.Text(new string('a', 400)))))[0];
        await carrier.Settled(id);
        Assert.Empty(carrier.Others[0].Arrived);
        Assert.Equal(3, carrier.Arrived.Length);
    }

    [Fact]
    public async Task What_a_carrier_that_is_gone_from_the_configuration_left_in_doubt_is_judged()
    {
        await using var carrier = await Open(Silent, Silent, start: false);
        var ids = await carrier.Accept(("ada", carrier.Text("hello")), ("ada", carrier.Text("code", MessageClass.OneTimeCode)));
        var hold = await carrier.Store.TakeBind("gone/3", "test", TimeSpan.Zero, TestContext.Current.CancellationToken);
        await carrier.Store.Commit(new()
        {
            Fences = [Core.Ports.Rows.Fence.OfBind("gone/3", hold.Epoch)],
            Claim = new("gone/3", hold.Epoch << 32, [.. ids.Select(static id => new ClaimedSegment(id, 0))]),
        });
        await carrier.Restart();
        await carrier.Settled(ids);
        Assert.Equal([MessageState.Sent, MessageState.InDoubt], await States(carrier, ids));
        Assert.Equal(["hello"], carrier.Arrived);
        Assert.Empty(await carrier.Store.ReadClaimedBinds(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_code_without_a_receipt_in_time_goes_by_the_next_too_and_one_with_a_receipt_does_not()
    {
        await using var carrier = await Open(
            new() { Receipts = ReceiptMode.Hold }, Silent, routing: static routing => routing.ReceiptWithin[MessageClass.OneTimeCode] = TimeSpan.FromSeconds(1));
        using var unreported = new Metered(carrier.Metrics.Unreported);
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        await carrier.Accept(("ben", carrier.Text("no code")));
        await Carrier.Until(() => Task.FromResult(carrier.Others[0].Arrived.Length > 0));
        await Carrier.Until(async () => (await carrier.Facts(id)).Submissions.Count == 3);
        Assert.Equal(["123456"], carrier.Others[0].Arrived);
        Assert.Equal(1, unreported[""]);
        Assert.Equal(
            [SubmissionResult.Accepted, SubmissionResult.Unreported, SubmissionResult.Accepted], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
        Assert.Equal(MessageState.Sent, await carrier.State(id));
    }

    [Fact]
    public async Task A_code_whose_receipt_came_in_time_goes_by_nobody_else()
    {
        await using var carrier = await Open(
            new() { ReceiptDelay = TimeSpan.FromMilliseconds(1) }, Silent, routing: static routing => routing.ReceiptWithin[MessageClass.OneTimeCode] = TimeSpan.FromSeconds(5));
        var first = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        await carrier.Until(first, MessageState.Delivered);
        // One that is never reported, and whose time is over later than the first one's.
        var second = (await carrier.Accept(("ben", carrier.Text("654321", MessageClass.OneTimeCode, to: "15550999007"))))[0];
        await Carrier.Until(async () => (await carrier.Facts(second)).Submissions.Count > 1);
        Assert.Single((await carrier.Facts(first)).Submissions);
    }

    [Fact]
    public async Task A_code_in_line_for_a_silent_carrier_is_taken_by_an_idle_one_and_an_alert_waits()
    {
        // The window of one is full with what is never answered.
        await using var carrier = await Open(new() { NoResponseEvery = 1, Receipts = ReceiptMode.None }, Silent, static o => (o.Window, o.MaxSegments, o.ResponseTimeout) = (1, 1, TimeSpan.FromSeconds(30)));
        await carrier.Accept(("ada", carrier.Text("in the window")));
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 1));
        await carrier.Accept(("ben", carrier.Text("alert")));
        var code = (await carrier.Accept(("cyd", carrier.Text("code", MessageClass.OneTimeCode))))[0];
        await carrier.Settled(code);
        Assert.Equal(["code"], carrier.Others[0].Arrived);
        Assert.Equal(["in the window"], carrier.Arrived);
    }

    [Fact]
    public async Task One_that_takes_texts_and_reports_none_is_left_out()
    {
        await using var carrier = await Open(
            Silent, new() { ReceiptDelay = TimeSpan.FromMilliseconds(1) },
            routing: static routing =>
            {
                // Six seconds are a tenth of the window: the shortest that there is.
                routing.Health = new() { Window = TimeSpan.FromMinutes(1), ReceiptWithin = TimeSpan.FromSeconds(5), Receipts = 20, Trial = 0 };
                routing.Routes = [new() { Countries = ["TR"], Carriers = ["north", "main"] }];
            });
        await carrier.Settled(await carrier.Accept([.. Texts(carrier, 20), .. Enumerable.Range(0, 20).Select(n => ($"t{n}", carrier.Text($"{n:000}", to: $"9053212345{n:00}")))]));
        var (main, north) = (carrier.Outbox.Router!.Stands[0].Health, carrier.Outbox.Router.Stands[1].Health);
        var (here, there) = (carrier.Outbox.Router.CountryOf(carrier.Text("")), carrier.Outbox.Router.CountryOf(carrier.Text("", to: "905321234500")));
        await Carrier.Until(() => Task.FromResult(main.IsAiling(here)));
        await Carrier.Until(() => Task.FromResult(north.All().Any(one => one.Country == there && one.Sum is { Taken: 20, InTime: 20 })));
        Assert.Equal((Ailment.Silent, Ailment.None), (main.AilmentIn(here), north.AilmentIn(there)));
        await carrier.Settled(await carrier.Accept(("zoe", carrier.Text("after it"))));
        Assert.Contains("after it", carrier.Others[0].Arrived);
    }

    static Task<Carrier> Open(
        Behaviour main, Behaviour north, Action<Server.Deliver.Settings.CarrierOptions>? set = null, Action<RoutingOptions>? routing = null, bool start = true) =>
        Carrier.Open(main, set, start, others: async carrier =>
        {
            carrier.Others.Add(await OtherCarrier.Start("north", north));
            routing?.Invoke(carrier.Routing);
        });

    static IEnumerable<(string, Message)> Texts(Carrier carrier, int count) => Enumerable.Range(0, count).Select(n => ($"c{n}", carrier.Text($"{n:000}")));

    static async Task<MessageState[]> States(Carrier carrier, MessageId[] ids)
    {
        var states = new List<MessageState>();
        foreach (var id in ids)
            states.Add(await carrier.State(id));
        return [.. states];
    }

    static async Task<int> Refusals(Carrier carrier, MessageId[] ids)
    {
        var count = 0;
        foreach (var id in ids)
            count += (await carrier.Facts(id)).Submissions.Count(static row => row.Result == SubmissionResult.Retry);
        return count;
    }
}
