using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Phone;

/// <summary>The web server of the Phone and the inbox API. It reads no settings of the process it runs in, and logs nothing: its URLs hold numbers.</summary>
internal sealed class PhoneHost : IAsyncDisposable
{
    readonly WebApplication app;

    PhoneHost(WebApplication app, Uri url)
    {
        this.app = app;
        Url = url;
    }

    public Uri Url { get; }

    public IHostLifetime Lifetime => app.Services.GetRequiredService<IHostLifetime>();

    public static async Task<PhoneHost> StartAsync(
        SimulatorOptions options, Exchange exchange, int smppPort, TimeProvider clock, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "Tidings.Simulator", EnvironmentName = "Simulator" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(options.Address, options.PhonePort!.Value);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        var app = builder.Build();
        app.Use((context, next) => Guard.Check(context, _ => next()));
        app.UseRouting();
        Files.Map(app);
        ProblemPages.Map(app);
        new InboxEndpoints(exchange).Map(app);
        new BehaviourEndpoints(exchange).Map(app);
        new PhoneEndpoints(exchange, options, smppPort).Map(app);
        new LiveEndpoint(exchange, clock).Map(app);
        app.MapFallback(context => Problem.NotFound("There is nothing at this address.").WriteAsync(context));
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new(address));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }
}
