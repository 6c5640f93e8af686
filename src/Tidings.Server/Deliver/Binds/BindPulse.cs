namespace Tidings.Server.Deliver.Binds;

/// <summary>Calls every bind about once a second, so that each has an owner; at the end of the process it drains them.</summary>
internal sealed class BindPulse(IGrainFactory grains, CarrierDelivery carrier, TimeProvider time, ILogger<BindPulse> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    readonly IBindGrain[] _binds =
        [.. Enumerable.Range(0, carrier.Options.Binds).Select(number => grains.GetGrain<IBindGrain>(Carriers.Bind(carrier.Name, number)))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            await Task.WhenAll(_binds.Select(static bind => bind.Pulse().AsTask()).Select(Logged));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_binds.Select(static bind => bind.Drain().AsTask()).Select(Logged));
    }

    async Task Logged(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception failure)
        {
            DeliverLog.NoPulse(log, carrier.Name, failure);
        }
    }
}
