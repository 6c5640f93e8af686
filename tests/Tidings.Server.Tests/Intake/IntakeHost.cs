using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Intake;
using Tidings.Server.Operate;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Intake;

/// <summary>The real doors on a real Kestrel, before a router that records.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    readonly WebApplication _app;

    IntakeHost(WebApplication app) => _app = app;

    public required RecordingRouter Router { get; init; }
    public required HttpClient Client { get; init; }
    public required CapturedLogs Logs { get; init; }
    public required string Key { get; init; }
    public Uri Address => Client.BaseAddress!;
    public IServiceProvider Services => _app.Services;

    public static async Task<IntakeHost> Start(Action<IntakeOptions>? configure = null, Action<WebApplication>? map = null, Action<IServiceCollection>? services = null)
    {
        var logs = new CapturedLogs();
        var router = new RecordingRouter();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<IStore, DocumentStore>();
        builder.Services.AddSingleton<IEventRouter>(router);
        builder.Services.AddSingleton<IAccountDirectory, MemoryDirectory>();
        builder.Services.AddSingleton<ICustomerReader>(new RoutedCustomers(router));
        builder.Services.AddOperate().AddIntake();
        builder.Services.Configure<IntakeOptions>(o => configure?.Invoke(o));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseOperate();
        app.MapOperate().MapIntake();
        map?.Invoke(app);
        await app.StartAsync();
        var key = (await app.Services.GetRequiredService<ApiKeys>().Create("test")).Secret;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var client = new HttpClient { BaseAddress = new(address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return new(app) { Router = router, Client = client, Logs = logs, Key = key };
    }

    public Task<Answer> Post(string path, string contentType, string body, params (string, string)[] headers) =>
        Post(path, contentType, Encoding.UTF8.GetBytes(body), headers);

    public async Task<Answer> Post(string path, string? contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Send(request);
    }

    public async Task<Answer> Send(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, response.Headers);
    }

    public async Task<Answer> Put(string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return await Send(request);
    }

    public async Task<Answer> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    public MemoryDirectory Accounts => (MemoryDirectory)Services.GetRequiredService<IAccountDirectory>();

    public Task<Answer> One(string json) => Post("/v1/events", "application/cloudevents+json", json);
    public Task<Answer> Batch(string json) => Post("/v1/events", "application/cloudevents-batch+json", json);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
