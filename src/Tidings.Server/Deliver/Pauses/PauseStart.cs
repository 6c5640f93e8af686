namespace Tidings.Server.Deliver.Pauses;

/// <summary>What was paused before this process stays so, before the first text of it can leave.</summary>
internal sealed class PauseStart(ClassPauses pauses, SurgeWatch watch, ILogger<PauseStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await pauses.Load(cancellationToken);
        await watch.Load(cancellationToken);
        if (pauses.All.Any())
            PauseLog.StillPaused(log, string.Join(", ", pauses.All.Select(static paused => ClassWords.Of(paused.Class)).Order(StringComparer.Ordinal)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
