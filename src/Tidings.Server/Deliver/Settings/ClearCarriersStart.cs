using Microsoft.Extensions.Options;

namespace Tidings.Server.Deliver.Settings;

/// <summary>Says at the start, in Production, to which carriers SMPP goes without TLS beyond this machine. A tunnel may lie around it, and so nothing is refused.</summary>
internal sealed class ClearCarriersStart(CarrierNames names, IOptionsMonitor<CarrierOptions> options, IHostEnvironment environment, ILogger<ClearCarriersStart> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var name in names.All.Where(name => environment.IsProduction() && CarrierClient.IsOpen(options.Get(CarrierNames.OptionsName(name)))))
            DeliverLog.InClear(log, name);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
