using System.Collections.Concurrent;
using System.Text.Json;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Http;

/// <summary>Through the real loop and store, to a server on loopback that options describe.</summary>
public class When_texts_leave_over_http
{
    [Fact]
    public async Task A_text_is_one_request_whatever_its_length_and_nothing_in_it_can_end_its_quotes()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Open(peer);
        var text = new string('ä', 500) + " \"} {to} \n";
        var id = (await carrier.Accept(("ada", carrier.Text(text))))[0];
        await carrier.Settled(id);
        var said = JsonDocument.Parse(Assert.Single(peer.Requests).Body).RootElement;
        Assert.Equal((text, "15550001234", "BANK", id.ToString()), (Of(said, "text"), Of(said, "to"), Of(said, "from"), Of(said, "id")));
        Assert.Equal("Bearer hunter2", peer.Requests[0].Headers["Authorization"]);
        Assert.Equal([(SubmissionResult.Accepted, "id-1")], (await carrier.Facts(id)).Submissions.Select(static row => (row.Result, row.Reference!)));
    }

    [Fact]
    public async Task One_that_is_too_long_for_any_such_carrier_is_not_sent()
    {
        await using var peer = await HttpPeer.Start();
        await using var carrier = await Open(peer);
        var ids = await carrier.Accept(("ada", carrier.Text(new string('a', 1_001))), ("bo", carrier.Text(new string('a', 1_000))));
        await carrier.Settled(ids);
        Assert.Single(peer.Requests);
        Assert.Equal(MessageState.TechnicalFailure, await carrier.State(ids[0]));
    }

    [Theory]
    [InlineData(429, ErrorClass.Throttled), InlineData(503, ErrorClass.Temporary), InlineData(401, ErrorClass.Temporary), InlineData(302, ErrorClass.Unknown)]
    public async Task What_is_refused_for_now_goes_again_and_the_reason_stands_beside_it(int status, ErrorClass of)
    {
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, number) => Task.FromResult(number == 1 ? new(status, "", new() { ["Location"] = "/elsewhere" }) : new PeerAnswer(202, """{"id":7}"""));
        await using var carrier = await Open(peer);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.Equal([(SubmissionResult.Retry, HttpErrorTable.OfStatus(status)), (SubmissionResult.Accepted, 0)], facts.Select(static row => (row.Result, row.Status)));
        Assert.Equal(of, CommandStatusTable.ClassOf(facts[0].Status));
        Assert.StartsWith($"HTTP {status}", CommandStatusTable.Describe(facts[0].Status), StringComparison.Ordinal);
        Assert.All(peer.Requests, static request => Assert.Equal("/send", request.Path));
    }

    [Theory]
    [InlineData(400, "", MessageState.TechnicalFailure), InlineData(200, """{"error":42}""", MessageState.TechnicalFailure), InlineData(200, """{"error":43}""", MessageState.PermanentFailure)]
    public async Task What_is_refused_for_good_ends(int status, string body, MessageState state)
    {
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(new PeerAnswer(status, body));
        await using var carrier = await Open(peer, static o =>
        {
            o.Http.CodeAt = "error";
            (o.Statuses["code-42"], o.Statuses["code-43"]) = (ErrorClass.Refused, ErrorClass.Unreachable);
        });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        Assert.Equal(state == MessageState.TechnicalFailure ? SubmissionResult.Rejected : SubmissionResult.RejectedNumber, Assert.Single((await carrier.Facts(id)).Submissions).Result);
        Assert.Single(peer.Requests);
        Assert.Equal(state, await carrier.State(id));
    }

    [Fact]
    public async Task What_found_no_connection_is_in_no_doubt_and_a_code_goes_again()
    {
        var peer = await HttpPeer.Start();
        var url = peer.Url;
        await peer.DisposeAsync();
        await using var carrier = await Open(peer, o => o.Http.Url = new Uri(url, "/send").ToString(), start: false);
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        carrier.Start();
        await Carrier.Until(async () => (await carrier.Facts(id)).Submissions.Count >= 2);
        await using var there = await HttpPeer.Start(url.ToString());
        await carrier.Settled(id);
        var facts = (await carrier.Facts(id)).Submissions;
        Assert.All(facts.SkipLast(1), static row => Assert.Equal((SubmissionResult.Retry, HttpErrorTable.NotConnected), (row.Result, row.Status)));
        Assert.Equal(SubmissionResult.Accepted, facts[^1].Result);
        Assert.Single(there.Requests);
    }

    [Theory]
    [InlineData(0, ""), InlineData(502, ""), InlineData(504, ""), InlineData(200, "tooLong")]
    public async Task What_arrived_and_was_not_answered_is_in_doubt_an_alert_goes_again_once_and_a_code_never(int status, string body)
    {
        await using var peer = await HttpPeer.Start();
        peer.Answers = (_, _) => Task.FromResult(new PeerAnswer(status, body == "tooLong" ? new string(' ', 70_000) : body));
        await using var carrier = await Open(peer, static o => o.ResponseTimeout = TimeSpan.FromMilliseconds(300));
        var ids = await carrier.Accept(("ada", carrier.Text("alert")), ("ada", carrier.Text("123456", MessageClass.OneTimeCode)));
        await carrier.Settled(ids);
        // On a busy machine a body may not even begin to leave in time: that is no doubt, and not counted here.
        async Task<SubmissionResult[]> Left(MessageId id) => [.. (await carrier.Facts(id)).Submissions.Where(static row => row.Status != HttpErrorTable.NotConnected).Select(static row => row.Result)];
        Assert.Equal([SubmissionResult.InDoubtAgain, SubmissionResult.InDoubtSpent], await Left(ids[0]));
        Assert.Equal([SubmissionResult.InDoubtDropped], await Left(ids[1]));
        Assert.Equal(2, peer.Requests.Count(static request => request.Body.Contains("alert", StringComparison.Ordinal)));
        Assert.Equal(1, peer.Requests.Count(static request => request.Body.Contains("123456", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(500), InlineData(520)]
    public async Task A_code_does_not_go_again_after_the_carrier_broke_with_it_in_its_hands_and_an_alert_does(int status)
    {
        await using var peer = await HttpPeer.Start();
        var first = new ConcurrentDictionary<string, bool>();
        peer.Answers = (request, number) => Task.FromResult(first.TryAdd(request.Body, true) ? new PeerAnswer(status) : new(200, $$"""{"id":"id-{{number}}"}"""));
        await using var carrier = await Open(peer, static o => o.Http.Body = """{"text":"{text}"}""");
        var ids = await carrier.Accept(("ada", carrier.Text("alert")), ("bo", carrier.Text("123456", MessageClass.OneTimeCode)));
        await carrier.Settled(ids);
        Assert.Equal([SubmissionResult.Retry, SubmissionResult.Accepted], (await carrier.Facts(ids[0])).Submissions.Select(static row => row.Result));
        var dropped = Assert.Single((await carrier.Facts(ids[1])).Submissions);
        Assert.Equal((SubmissionResult.InDoubtDropped, HttpErrorTable.OfStatus(status)), (dropped.Result, dropped.Status));
        Assert.StartsWith($"HTTP {status}", TimelineEntry.Of(dropped).Error, StringComparison.Ordinal);
        Assert.Equal(MessageState.InDoubt, await carrier.State(ids[1]));
        Assert.Equal(3, peer.Requests.Length);
    }

    [Fact]
    public async Task A_code_goes_again_where_the_bank_has_said_that_the_carriers_status_is_a_refusal()
    {
        await using var peer = await HttpPeer.Start();
        peer.Answers = static (_, number) => Task.FromResult(number == 1 ? new PeerAnswer(500) : new(200, """{"id":"7"}"""));
        await using var carrier = await Open(peer, static o => o.Statuses["500"] = ErrorClass.Temporary);
        var id = (await carrier.Accept(("ada", carrier.Text("123456", MessageClass.OneTimeCode))))[0];
        await carrier.Settled(id);
        Assert.Equal([SubmissionResult.Retry, SubmissionResult.Accepted], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
    }

    [Fact]
    public async Task An_answer_after_its_time_counts_and_the_text_does_not_go_again()
    {
        await using var peer = await HttpPeer.Start();
        var late = new TaskCompletionSource();
        peer.Answers = async (_, _) =>
        {
            await late.Task;
            return new(200, """{"id":"late"}""");
        };
        await using var carrier = await Open(peer, static o => (o.ResponseTimeout, o.Window, o.MaxSegments) = (TimeSpan.FromSeconds(2), 10, 1));
        using var doubts = new Metered(carrier.Metrics.InDoubt);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(doubts[""] == 1));
        late.SetResult();
        await carrier.Settled(id);
        Assert.Equal([SubmissionResult.InDoubtAgain, SubmissionResult.Accepted], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
        Assert.Single(peer.Requests);
    }

    [Fact]
    public async Task No_more_are_under_way_than_the_window_holds()
    {
        await using var peer = await HttpPeer.Start();
        var waiting = new ConcurrentQueue<TaskCompletionSource>();
        peer.Answers = async (_, number) =>
        {
            var one = new TaskCompletionSource();
            waiting.Enqueue(one);
            await one.Task;
            return new(200, $$"""{"id":"id-{{number}}"}""");
        };
        await using var carrier = await Open(peer, static o => (o.Window, o.MaxSegments) = (3, 3));
        var ids = await carrier.Accept([.. Enumerable.Range(0, 9).Select(i => ($"customer-{i}", carrier.Text($"text {i}")))]);
        for (var answered = 0; answered < 9; answered++)
        {
            await Carrier.Until(() => Task.FromResult(!waiting.IsEmpty));
            Assert.InRange(peer.Requests.Length - answered, 1, 3);
            Assert.True(waiting.TryDequeue(out var one));
            one.SetResult();
        }
        await carrier.Settled(ids);
        Assert.Equal(9, peer.Requests.Select(static request => request.Body).Distinct().Count());
    }

    [Fact]
    public async Task A_stop_waits_for_the_answers_and_nothing_is_sent_twice()
    {
        await using var peer = await HttpPeer.Start();
        var held = new TaskCompletionSource();
        peer.Answers = async (_, number) =>
        {
            await held.Task;
            return new(200, $$"""{"id":"id-{{number}}"}""");
        };
        await using var carrier = await Open(peer);
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(peer.Requests.Length == 1));
        var stopped = carrier.Restart();
        held.SetResult();
        await stopped;
        await carrier.Settled(id);
        Assert.Equal([SubmissionResult.Accepted], (await carrier.Facts(id)).Submissions.Select(static row => row.Result));
        Assert.Single(peer.Requests);
    }

    internal static Task<Carrier> Open(HttpPeer peer, Action<CarrierOptions>? set = null, bool start = true) => Carrier.Open(set: options =>
    {
        options.Kind = CarrierKind.Http;
        options.Http.Secret = "hunter2";
        options.Http.Headers["Authorization"] = "Bearer {secret}";
        if (set is null || start)
            options.Http.Url = new Uri(peer.Url, "/send").ToString();
        set?.Invoke(options);
    }, start: start);

    static string? Of(JsonElement said, string name) => said.GetProperty(name).GetString();
}
