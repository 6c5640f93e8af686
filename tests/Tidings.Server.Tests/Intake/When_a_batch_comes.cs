using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

public sealed class When_a_batch_comes
{
    static string Of(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(i => Samples.Payment($"E-{i}")))}]";

    [Fact]
    public async Task A_wrong_event_does_not_stop_its_neighbours_and_results_keep_the_order()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Batch($"[{Samples.Payment("a")},7,{Samples.Payment("b", "{}")},{Samples.Payment("a")},{Samples.Payment("c")}]");
        Assert.Equal(200, answer.Status);
        Assert.Equal(["accepted", "refused", "refused", "duplicate", "accepted"], answer.Results.Select(r => r.GetProperty("status").GetString()!));
        Assert.Equal([("data.account", "missing"), ("data.kind", "missing"), ("data.amount", "missing")], Answer.ErrorsOf(answer.Results[2]));
        Assert.Equal(("$", "wrong-type"), Assert.Single(Answer.ErrorsOf(answer.Results[1])));
        Assert.Equal(["a", "c"], host.Router.Taken.Select(e => e.Id));
    }

    [Fact]
    public async Task Empty_it_has_no_results()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal("""{"results":[]}""", (await host.Batch("[]")).Text);
    }

    [Theory]
    [InlineData(10, 200, null), InlineData(11, 413, "batch-too-large")]
    public async Task As_many_as_allowed_pass_and_one_more_does_not(int count, int status, string? code)
    {
        await using var host = await IntakeHost.Start(o => o.MaxBatchEvents = 10);
        var answer = await host.Batch(Of(count));
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(code is null ? 10 : 0, host.Router.Taken.Count);
    }

    [Fact]
    public async Task Broken_in_its_last_byte_nothing_of_it_is_taken()
    {
        await using var host = await IntakeHost.Start();
        Assert.Equal((400, "invalid-json"), (await host.Batch(Of(3)[..^1])) is var a ? (a.Status, a.Code) : default);
        Assert.Empty(host.Router.Taken);
    }

    [Fact]
    public async Task All_busy_is_503_and_some_busy_is_told_by_event()
    {
        await using var host = await IntakeHost.Start();
        host.Router.Answer = e => e.Id == "E-0" ? EventOutcome.Busy : null;
        Assert.Equal(["busy", "accepted"], (await host.Batch(Of(2))).Results.Select(r => r.GetProperty("status").GetString()!));
        host.Router.Answer = _ => EventOutcome.Busy;
        Assert.Equal(503, (await host.Batch(Of(2))).Status);
    }

    [Fact]
    public async Task More_than_is_held_at_once_is_429_and_what_is_released_is_taken_again()
    {
        await using var host = await IntakeHost.Start(o => (o.MaxBatchEvents, o.MaxEventsInFlight) = (5, 5));
        host.Router.Held = new();
        var first = host.Batch(Of(3));
        await Until(() => host.Services.GetService(typeof(Server.Intake.IntakeGate)) is Server.Intake.IntakeGate { EventsInFlight: 3 });
        var second = await host.Batch(Of(3));
        Assert.Equal((429, "too-many-requests"), (second.Status, second.Code));
        Assert.NotNull(second.Headers.RetryAfter);
        host.Router.Held.SetResult();
        Assert.Equal(200, (await first).Status);
        host.Router.Held = null;
        Assert.Equal(200, (await host.Batch(Of(5))).Status);
    }

    [Theory]
    [InlineData(2048, 200), InlineData(2049, 413)]
    public async Task A_body_as_large_as_allowed_passes_and_one_byte_more_does_not(int length, int status)
    {
        await using var host = await IntakeHost.Start(o => o.MaxBodyBytes = 2048);
        var answer = await host.Batch(Of(2).PadRight(length));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 413 ? "body-too-large" : null, answer.Code);
    }

    [Fact]
    public async Task A_chunked_body_is_bounded_too()
    {
        await using var host = await IntakeHost.Start(o => o.MaxBodyBytes = 2048);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new StreamContent(new MemoryStream(new byte[100_000])) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/cloudevents-batch+json");
        Assert.Equal("body-too-large", (await host.Send(request)).Code);
    }

    static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Yield();
    }
}
