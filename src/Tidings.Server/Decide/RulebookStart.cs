namespace Tidings.Server.Decide;

/// <summary>Brings what the bank has set into force before the first event is decided.</summary>
internal sealed partial class RulebookStart(RulebookHolder holder, ILogger<RulebookStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var error in await holder.Load(cancellationToken))
            LeftOut(log, error.Field, error.Why);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3101, LogLevel.Error, "A stored document does not fit this version and is left out: {Field}: {Why}")]
    static partial void LeftOut(ILogger log, string field, string why);
}
