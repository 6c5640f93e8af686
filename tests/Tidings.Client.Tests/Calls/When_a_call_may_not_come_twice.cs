using Microsoft.Extensions.DependencyInjection;
using Tidings.Client.Calls;
using Tidings.Client.Events;

namespace Tidings.Client.Tests.Calls;

public sealed class When_a_call_may_not_come_twice
{
    const string Busy = """{"type":"/errors/busy","title":"Not now, try again","status":503,"code":"busy"}""", Taken = """{"results":[]}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>How often it came to the node, and what became of it.</summary>
    static async Task<(Asked[] Asks, TidingsException? Failure)> Make(Call call)
    {
        await using var node = await ScriptedNode.Start((503, ScriptedNode.Problem, Busy), (200, ScriptedNode.Json, Taken));
        var services = new ServiceCollection();
        services.AddTidings(options => (options.Address, options.Key) = (node.Address, "tk_live_x"));
        await using var provider = services.BuildServiceProvider();
        var calls = new NodeCalls(provider.GetRequiredService<IHttpClientFactory>().CreateClient(TidingsServices.HttpClientName), TimeProvider.System);
        try
        {
            await calls.Read(call, EventJson.Default.EventsAnswer, Cancel);
            return (node.Asks, null);
        }
        catch (TidingsException failure)
        {
            return (node.Asks, failure);
        }
    }

    [Fact]
    public async Task A_post_that_nothing_makes_known_again_is_tried_once()
    {
        var (asks, failure) = await Make(new(HttpMethod.Post, "v1/anything") { Body = ("{}"u8.ToArray(), ScriptedNode.Json) });
        Assert.Single(asks);
        Assert.Equal(("busy", 503), (failure?.Code, failure?.Status));
    }

    [Fact]
    public async Task With_a_key_of_its_own_it_is_tried_again_under_the_same_key()
    {
        var (asks, failure) = await Make(new(HttpMethod.Post, "v1/anything") { Body = ("{}"u8.ToArray(), ScriptedNode.Json), IdempotencyKey = "mine-1" });
        Assert.Null(failure);
        Assert.Equal(["mine-1", "mine-1"], asks.Select(static one => one.IdempotencyKey));
        Assert.Equal(["{}", "{}"], asks.Select(static one => one.Body));
    }

    [Theory, InlineData("GET"), InlineData("PUT"), InlineData("DELETE")]
    public async Task What_does_no_harm_twice_is_tried_again(string method)
    {
        var (asks, failure) = await Make(new(HttpMethod.Parse(method), "v1/anything"));
        Assert.Null(failure);
        Assert.Equal(2, asks.Length);
    }
}
