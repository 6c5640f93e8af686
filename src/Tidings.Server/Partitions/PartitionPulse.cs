using Microsoft.Extensions.Options;

namespace Tidings.Server.Partitions;

/// <summary>
/// Grains start only when called: every node calls every partition about once a second, so that each has an owner, and an owner that ended
/// is followed by a fresh one.
/// </summary>
internal sealed class PartitionPulse(IGrainFactory grains, IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionPulse> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    readonly TaskCompletionSource _allTaken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when every partition has answered once: the node can promise.</summary>
    public Task AllTaken => _allTaken.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var partitions = Enumerable.Range(0, options.Value.Count).Select(p => grains.GetGrain<IPartitionGrain>(p)).ToArray();
        do
        {
            var answers = await Task.WhenAll(partitions.Select(PulseOne));
            if (!_allTaken.Task.IsCompleted && answers.All(static answered => answered))
            {
                PartitionLog.AllTaken(log, partitions.Length);
                _allTaken.TrySetResult();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task<bool> PulseOne(IPartitionGrain partition)
    {
        try
        {
            await partition.Pulse();
            return true;
        }
        catch (Exception failure)
        {
            PartitionLog.NoPulse(log, (int)partition.GetPrimaryKeyLong(), failure);
            return false;
        }
    }
}
