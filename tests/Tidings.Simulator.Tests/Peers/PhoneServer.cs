using System.Net.Http.Json;
using System.Text.Json;

namespace Tidings.Simulator.Tests.Peers;

/// <summary>A simulator with its Phone, and a client that talks to it.</summary>
internal sealed class PhoneServer : IAsyncDisposable
{
    PhoneServer(SmscSimulator simulator)
    {
        Simulator = simulator;
        Http = new() { BaseAddress = simulator.PhoneUrl };
    }

    public SmscSimulator Simulator { get; }

    public HttpClient Http { get; }

    public static async Task<PhoneServer> StartAsync(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var options = Running.Options() with { PhonePort = 0 };
        return new(await Running.StartAsync(change is null ? options : change(options)));
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}
