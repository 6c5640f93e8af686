using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Limits;

public sealed class When_a_key_has_limits_of_its_own
{
    static readonly string[] Scopes = ["events:write"];

    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    Task<IntakeHost> Start(Action<LimitsOptions> set) => IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.Configure(set);
        services.Configure<Tidings.Server.Operate.Access.AccessOptions>(static access => access.TwoPersons = ["none"]);
    });

    static async Task<Answer> Ask(IntakeHost host, string key, HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await host.Send(request);
    }

    static Task<Answer> Make(IntakeHost host, string by, object asked) => Ask(host, by, HttpMethod.Post, "/v1/keys", new StringContent(JsonSerializer.Serialize(asked), Encoding.UTF8, "application/json"));

    static async Task<string> Made(IntakeHost host, object asked)
    {
        var made = await Make(host, host.Key, asked);
        Assert.True(made.Status == 200, made.Text);
        return made.Json.GetProperty("secret").GetString()!;
    }

    static async Task<int> Me(IntakeHost host, string key) => (await Ask(host, key, HttpMethod.Get, "/v1/me")).Status;

    [Fact]
    public async Task It_sends_fewer_or_more_requests_than_all_may()
    {
        await using var host = await Start(static limits => limits.CallerRequestsPerSecond = 3);
        var (few, more) = (await Made(host, new { name = "few", kind = "live", scopes = Scopes, requestsPerSecond = 1 }), await Made(host, new { name = "more", kind = "live", scopes = Scopes, requestsPerSecond = 5 }));
        Assert.Equal((200, 429), (await Me(host, few), await Me(host, few)));
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, await Me(host, more));
        Assert.Equal(429, await Me(host, more));
        Assert.Equal(200, await Me(host, host.Key));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((200, 429), (await Me(host, few), await Me(host, few)));
        var shown = (await Ask(host, host.Key, HttpMethod.Get, "/v1/keys")).Json.GetProperty("keys").EnumerateArray().Single(static key => key.GetProperty("name").GetString() == "few");
        Assert.Equal((1, false), (shown.GetProperty("requestsPerSecond").GetInt32(), shown.TryGetProperty("eventsPerSecond", out _)));
    }

    [Fact]
    public async Task It_sends_fewer_events_though_all_may_send_any_number()
    {
        await using var host = await Start(static _ => { });
        var key = await Made(host, new { name = "k", kind = "live", scopes = Scopes, eventsPerSecond = 1 });
        Assert.True(await Send(Samples.Payment("E-1")) is 200 or 202);
        Assert.Equal(429, await Send(Samples.Payment("E-2")));

        async Task<int> Send(string body) => (await Ask(host, key, HttpMethod.Post, "/v1/events", new StringContent(body, new MediaTypeHeaderValue("application/cloudevents+json")))).Status;
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Its_bodies_are_no_larger_whether_it_says_how_large_they_are_or_not(bool inChunks)
    {
        await using var host = await Start(static _ => { });
        var key = await Made(host, new { name = "k", kind = "live", scopes = Scopes, bodyBytes = 2048 });
        Assert.Equal(413, await Send(host, key, 2049, inChunks));
        // What frames the chunks is counted with them.
        Assert.NotEqual(413, await Send(host, key, inChunks ? 2000 : 2048, inChunks));
        Assert.NotEqual(413, await Send(host, host.Key, 2049, inChunks));
    }

    static async Task<int> Send(IntakeHost host, string key, int octets, bool inChunks)
    {
        var body = Encoding.UTF8.GetBytes(Samples.Payment().PadRight(octets));
        HttpContent content = inChunks ? new StreamContent(new Endless(body)) : new ByteArrayContent(body);
        content.Headers.ContentType = new("application/cloudevents+json");
        return (await Ask(host, key, HttpMethod.Post, "/v1/events", content)).Status;
    }

    [Fact]
    public async Task It_gets_round_them_by_no_key_that_it_makes()
    {
        await using var host = await Start(static _ => { });
        var key = await Made(host, new { name = "k", kind = "live", scopes = new[] { "keys:manage", "events:write" }, requestsPerSecond = 100, bodyBytes = 4096 });
        Assert.Equal(422, (await Make(host, key, new { name = "more", kind = "live", scopes = Scopes, requestsPerSecond = 101 })).Status);
        Assert.Equal(422, (await Make(host, key, new { name = "more", kind = "live", scopes = Scopes, bodyBytes = 4097 })).Status);
        var heir = (await Make(host, key, new { name = "heir", kind = "live", scopes = Scopes })).Json;
        Assert.Equal((100, 4096), (heir.GetProperty("requestsPerSecond").GetInt32(), heir.GetProperty("bodyBytes").GetInt32()));
        foreach (var wrong in (object[])[new { name = "w", kind = "live", scopes = Scopes, requestsPerSecond = 0 }, new { name = "w", kind = "live", scopes = Scopes, eventsPerSecond = -1 }, new { name = "w", kind = "live", scopes = Scopes, bodyBytes = 1023 }])
            Assert.Equal(422, (await Make(host, host.Key, wrong)).Status);
    }

    /// <summary>A stream that does not know its length, so that the body goes in chunks.</summary>
    sealed class Endless(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }
}
