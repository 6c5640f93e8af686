namespace Tidings.Server.Verify.Statistics;

/// <summary>Counts behind the flow, every few seconds.</summary>
internal sealed class CountingService(VerificationCounts counts, TimeProvider time, ILogger<CountingService> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Turn(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async Task Turn(CancellationToken stopping)
    {
        try
        {
            await counts.Turn(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What was not counted is read from the journal the next time.
            VerifyLog.NotCounted(log, failure.GetType().Name);
        }
    }
}
