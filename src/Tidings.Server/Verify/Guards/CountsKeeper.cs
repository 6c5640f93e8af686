using Tidings.Core.Ports;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Decide;

namespace Tidings.Server.Verify.Guards;

/// <summary>
/// Keeps what limits by session, address, device, number, prefix and country have counted, and which prefixes are pumped: written behind every few seconds and at a stop, and counted on from there at the next start.
/// </summary>
internal sealed class CountsKeeper(IStore store, RulebookHolder holder, TimeProvider time, ILogger<CountsKeeper> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5), EveryWhenMany = TimeSpan.FromMinutes(1);
    /// <summary>So much is not written every few seconds beside the flow.</summary>
    const int Many = 512 * 1024;

    readonly SemaphoreSlim _oneAtATime = new(1);
    DateTimeOffset _next;
    long _written;
    int _version;

    long Changes => holder.CodeCounts.Changes + holder.Guards.Pumping.Changes;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await store.ReadDocuments(StoredCounts.Kind, allVersions: false, cancellationToken))
        {
            _version = row.Version;
            if (row.Body.IsEmpty)
                continue;
            var (stored, now) = (StoredCounts.Of(row.Body.Span), time.GetUtcNow());
            holder.CodeCounts.Restore(stored.Counts, now);
            holder.Guards.Pumping.Restore(stored.Pumped, holder.Pipeline.Rulebook.Purposes.List.Guards.Pumping, now);
        }
        _written = Changes;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (time.GetUtcNow() >= _next)
                    await Write();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                GuardLog.LookFailed(log, failure.GetType().Name);
            }
        }
    }

    /// <summary>Writes what was counted since, if anything was.</summary>
    internal async Task Write()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            // Before it is read: what is counted meanwhile is written the next time.
            var (changes, now) = (Changes, time.GetUtcNow());
            if (changes == _written)
                return;
            var counts = holder.CodeCounts.Save(now);
            _next = now + (counts.Length > Many ? EveryWhenMany : Every);
            await store.Commit(new()
            {
                Documents = [new(StoredCounts.Kind, StoredCounts.Id, _version + 1, now, new StoredCounts(counts, [.. holder.Guards.Pumping.Pumped(now, PumpingWatch.MostPrefixes)]).ToBytes())],
                Removed = _version > 0 ? [new(StoredCounts.Kind, StoredCounts.Id, _version)] : [], LowPriority = true,
            });
            _version++;
            _written = changes;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Write();
        }
        catch (StoreUnavailableException)
        {
            // What was counted in the last seconds is lost.
        }
    }

    public override void Dispose()
    {
        _oneAtATime.Dispose();
        base.Dispose();
    }
}
