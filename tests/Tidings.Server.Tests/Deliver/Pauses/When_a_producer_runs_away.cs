using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Deliver.Surges;
using Tidings.Core.Ports;
using Tidings.Server.Deliver.Pauses;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Deliver.Pauses;

/// <summary>A whole node with the simulator as its carrier; two days of its life are known.</summary>
public sealed class When_a_producer_runs_away
{
    const string Settings = """{"name":"Northwind","sender":"Northwind","homeCountry":"GB","limits":{"identical":{"most":0},"toANumber":{"most":0},"surge":{"times":10,"least":20}}}""";

    static async Task<ToldNode> Node()
    {
        var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Put, "/v1/settings", body: Settings)).Status);
        var hour = UsualRate.HourOf(TimeProvider.System.GetUtcNow());
        var stored = JsonSerializer.SerializeToUtf8Bytes(new StoredRate(hour - 48, hour, new int[UsualRate.Days * 24]), JsonSerializerOptions.Web);
        await told.Node.Services.GetRequiredService<IStore>().Commit(new() { Documents = [new(StoredRate.Kind, "transaction", 1_000, TimeProvider.System.GetUtcNow(), stored)] });
        await told.Restart();
        return told;
    }

    static async Task<JsonElement> Class(ToldNode told, string of) =>
        (await told.Node.Send(HttpMethod.Get, "/v1/classes")).Json.GetProperty("classes").EnumerateArray().Single(shown => shown.GetProperty("class").GetString() == of);

    static async Task<string> State(ToldNode told, string message) => (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Json.GetProperty("state").GetString()!;

    static async Task<JsonElement> Surge(ToldNode told, int events, string name = "surge")
    {
        for (var i = 0; i < events; i++)
            await told.Pay("C-1", $"{name}-{i}");
        await told.Node.Services.GetRequiredService<SurgeWatch>().Look();
        return await Class(told, "transaction");
    }

    [Fact]
    public async Task Twenty_texts_in_a_minute_are_as_allowed_and_the_next_pauses_the_class_and_tells_a_person()
    {
        await using var told = await Node();
        Assert.False((await Surge(told, 20)).TryGetProperty("paused", out _));
        await told.Pay("C-1", "one-more");
        await told.Node.Services.GetRequiredService<SurgeWatch>().Look();
        Assert.Equal("system", (await Class(told, "transaction")).GetProperty("paused").GetProperty("by").GetString());
        Assert.Contains("Class transaction is paused: 21 texts", told.Node.Logs.All, StringComparison.Ordinal);
        Assert.Contains("class.paused", (await told.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_tells_it_and_waits_behind_no_customers()
    {
        await using var told = await Node();
        await using var receiver = await Receiver.Start();
        // What is about customers is not taken.
        receiver.Answers = static (got, _) => Task.FromResult(got.Data.TryGetProperty("customer", out var customer) && customer.ValueKind == JsonValueKind.String ? 503 : 204);
        await told.Subscribe(receiver.Url, TellEvents.Accepted, TellEvents.ClassPaused, TellEvents.ClassResumed);
        await Surge(told, 21);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/resume", body: """{"reason":"the salaries of all"}""")).Status);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/balance/pause", body: """{"reason":"of Ada Jensen"}""")).Status);
        var got = await receiver.Until(static taken => taken.Length == 3);
        Assert.Equal(
            ["class.paused transaction surge", "class.resumed transaction ", "class.paused balance by-hand"],
            got.Select(static one => $"{one.Type} {one.Data.GetProperty("class").GetString()} {(one.Data.TryGetProperty("reason", out var reason) ? reason.GetString() : "")}"));
        Assert.Equal(3, got.DistinctBy(static one => one.Id).Count());
        Assert.All(got, static one => Assert.DoesNotContain("Ada", one.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_paused_outlives_a_restart_and_leaves_when_an_operator_resumes_it()
    {
        await using var told = await Node();
        Assert.True((await Surge(told, 21)).TryGetProperty("paused", out _));
        var held = await told.Pay("C-1", "held");
        await told.Restart();
        Assert.True((await Class(told, "transaction")).TryGetProperty("paused", out _));
        Assert.Contains("Classes are paused", told.Node.Logs.All, StringComparison.Ordinal);
        // What is not paused leaves meanwhile.
        Assert.Equal(202, (await told.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event("login", "security.login", """{"customer":"C-1","newDevice":true,"device":"Pixel 9"}"""))).Status);
        Assert.Equal("queued", await State(told, held));
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/resume", body: """{"reason":"the salaries of all"}""")).Status);
        await told.UntilDelivered(held);
        // Whoever resumes it has looked: it is not paused again at once.
        Assert.False((await Surge(told, 30, "salary")).TryGetProperty("paused", out _));
        Assert.Contains("class.resumed", (await told.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_is_paused_by_hand_with_a_reason_but_never_one_that_protects()
    {
        await using var told = await Node();
        Assert.Equal(422, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: "{}")).Status);
        Assert.Equal(404, (await told.Node.Send(HttpMethod.Post, "/v1/classes/nothing/pause", body: """{"reason":"a test"}""")).Status);
        foreach (var of in new[] { "one-time-code", "fraud", "security" })
            Assert.Equal(422, (await told.Node.Send(HttpMethod.Post, $"/v1/classes/{of}/pause", body: """{"reason":"a test"}""")).Status);
        Assert.Equal(409, (await told.Node.Send(HttpMethod.Post, "/v1/classes/balance/resume", body: """{"reason":"a test"}""")).Status);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/balance/pause", body: """{"reason":"a test"}""")).Status);
        Assert.Equal(409, (await told.Node.Send(HttpMethod.Post, "/v1/classes/balance/pause", body: """{"reason":"a test"}""")).Status);
        Assert.Equal("a test", (await Class(told, "balance")).GetProperty("paused").GetProperty("why").GetString());
    }

    [Fact]
    public async Task A_new_installation_knows_nothing_usual_and_pauses_nothing()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        await told.Register("C-1");
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Put, "/v1/settings", body: Settings)).Status);
        Assert.False((await Surge(told, 25)).TryGetProperty("paused", out _));
        Assert.Equal(JsonValueKind.Undefined, (await Class(told, "transaction")).TryGetProperty("usual", out var usual) ? usual.ValueKind : JsonValueKind.Undefined);
    }
}
