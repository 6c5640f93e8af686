using Tidings.Core.Ports;

namespace Tidings.Server.Track;

/// <summary>Flushes the look-up index every few seconds, and fills what a crash left out of it.</summary>
internal sealed class LookupService(Lookups lookups, LookupRebuild rebuild, TimeProvider time, ILogger<LookupService> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    const int TurnsAFlush = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The mark stands still until the gap of the last run is filled.
        lookups.GapRemains();
        using var timer = new PeriodicTimer(Every, time);
        for (var turn = 1; await Next(timer, stoppingToken); turn++)
        {
            if (turn % TurnsAFlush != 0 && lookups.Waiting < Lookups.FlushAt)
                continue;
            try
            {
                if (lookups.HasGap)
                    await Fill(stoppingToken);
                await lookups.Flush();
            }
            catch (StoreUnavailableException failure)
            {
                TrackLog.LookupsFailed(log, failure);
            }
        }
        await LastFlush();
    }

    async Task Fill(CancellationToken stoppingToken)
    {
        lookups.GapTaken();
        try
        {
            await rebuild.FillAfterMark(stoppingToken);
            lookups.Filled();
        }
        catch
        {
            lookups.GapRemains();
            throw;
        }
    }

    async Task LastFlush()
    {
        try
        {
            await lookups.Flush();
        }
        catch (Exception failure) when (failure is StoreUnavailableException or ObjectDisposedException)
        {
            TrackLog.LookupsFailed(log, failure);
        }
    }

    static async ValueTask<bool> Next(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
