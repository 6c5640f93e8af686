using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Intake;

/// <summary>A whole node on a directory of its own, without a carrier: what it takes is decided and on disk.</summary>
internal sealed class RealNode : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly string _directory;
    bool _hasStopped;

    /// <summary>A setting: nothing waits for a second person.</summary>
    public static readonly (string Name, string Value) OnePerson = ("Access:TwoPersons:0", "none");

    /// <summary>Unless a test says otherwise: as in Production, but that its carrier is in force at once.</summary>
    public static readonly (string Name, string Value)[] AllButCarriers =
    [
        .. ((string[])["template", "alert", "policy-pack", "settings", "keywords", "purposes", "fraud-rules", "fraud-model", "api-key", "operator", "installation-key", "customer-erasure", "passkey", "webhook"])
            .Select(static (kind, at) => ($"Access:TwoPersons:{at}", kind)),
    ];

    RealNode(WebApplication app, string directory) => (_app, _directory) = (app, directory);

    public string Folder => _directory;

    public required HttpClient Client { get; init; }
    public required CapturedLogs Logs { get; init; }
    public IServiceProvider Services => _app.Services;
    public string Directory => _directory;

    /// <param name="settings">Configuration beside that of the tests.</param>
    public static Task<RealNode> Start(string? directory = null, params (string Name, string Value)[] settings) => Start(directory, static _ => { }, settings);

    public static async Task<RealNode> Start(string? directory, Action<IServiceCollection> services, params (string Name, string Value)[] settings)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("tidings-node").FullName;
        var logs = new CapturedLogs();
        // The environment is known before configuration is read, and so is an argument.
        string[] environment = [.. settings.Where(static setting => setting.Name == "environment").Select(static setting => $"--environment={setting.Value}")];
        var app = TidingsServer.Create([$"--Node:DataDirectory={directory}", .. environment], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Partitions:Count"] = "4" });
            if (!settings.Any(static setting => setting.Name is "environment" || setting.Name.StartsWith("Access:TwoPersons", StringComparison.Ordinal)))
                builder.Configuration.AddInMemoryCollection(AllButCarriers.ToDictionary(static setting => setting.Name, static setting => (string?)setting.Value));
            builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Name, static setting => (string?)setting.Value));
            services(builder.Services);
            builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Information);
        });
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            // It lets its directory go, as a process that ends does.
            await app.DisposeAsync();
            throw;
        }
        var client = new HttpClient { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(directory, "first-api-key"), TestContext.Current.CancellationToken)).Trim());
        while (!(await client.GetAsync("/health/ready", TestContext.Current.CancellationToken)).IsSuccessStatusCode)
            await Task.Yield();
        return new(app, directory) { Client = client, Logs = logs };
    }

    /// <summary>The node ends and another one starts on the same directory.</summary>
    public async Task<RealNode> Restart()
    {
        await Stop();
        return await Start(_directory);
    }

    /// <summary>The node ends; its directory stays.</summary>
    public async Task Stop()
    {
        Client.Dispose();
        // A host that is only disposed of leaves its silo and its timers running, and all that they hold.
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _hasStopped = true;
    }

    public async Task<Answer> Send(HttpMethod method, string path, string contentType = "application/json", string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body) };
        if (request.Content is { } content)
            content.Headers.ContentType = new(contentType);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Read(response);
    }

    /// <summary>A message's proof, for reasons as they stand in the header.</summary>
    public async Task<Answer> Prove(string message, params string[] reasons)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/messages/{message}/proof");
        foreach (var reason in reasons)
            request.Headers.Add("Tidings-Reason", reason);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Read(response);
    }

    static async Task<Answer> Read(HttpResponseMessage response) =>
        new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);

    public async ValueTask DisposeAsync()
    {
        if (!_hasStopped)
            await Stop();
        System.IO.Directory.Delete(_directory, recursive: true);
    }
}
