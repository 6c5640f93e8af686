namespace Tidings.Server.Deliver.Binds;

/// <summary>Calls every bind about once a second, so that each has an owner; at the end of the process it drains them.</summary>
internal sealed class BindPulse(IGrainFactory grains, CarrierSet carriers, TimeProvider time, ILogger<BindPulse> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    readonly IBindGrain[] _binds =
        [.. carriers.All.SelectMany(static carrier => carrier.Binds).Select(bind => grains.GetGrain<IBindGrain>(bind))];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
            await Task.WhenAll(_binds.Select(bind => Logged(bind, bind.Pulse())));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_binds.Select(bind => Logged(bind, bind.Drain())));
    }

    async Task Logged(IBindGrain bind, ValueTask call)
    {
        try
        {
            await call;
        }
        catch (Exception failure)
        {
            DeliverLog.NoPulse(log, bind.GetPrimaryKeyString(), failure);
        }
    }
}
