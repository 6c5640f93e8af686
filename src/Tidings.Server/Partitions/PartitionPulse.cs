using Microsoft.Extensions.Options;

namespace Tidings.Server.Partitions;

/// <summary>
/// Grains start only when called: every node calls every partition about once a second, so that each has an owner, and an owner that ended
/// is followed by a fresh one.
/// </summary>
internal sealed class PartitionPulse(IGrainFactory grains, IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionPulse> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    readonly int[] _answered = new int[options.Value.Count];
    int _unanswered = options.Value.Count;
    readonly TaskCompletionSource _allTaken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completed when every partition has answered once: the node can promise.</summary>
    public Task AllTaken => _allTaken.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var partitions = Enumerable.Range(0, options.Value.Count).Select(p => grains.GetGrain<IPartitionGrain>(p)).ToArray();
        var pulses = new Task[partitions.Length];
        try
        {
            do
            {
                // One that is slow, with much that falls due, is left alone and holds up no other.
                for (var i = 0; i < pulses.Length; i++)
                {
                    if (pulses[i] is null or { IsCompleted: true })
                        pulses[i] = PulseOne(partitions[i]);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await Task.WhenAll(pulses);
        }
    }

    async Task PulseOne(IPartitionGrain partition)
    {
        try
        {
            await partition.Pulse();
            Answered((int)partition.GetPrimaryKeyLong());
        }
        catch (Exception failure)
        {
            PartitionLog.NoPulse(log, (int)partition.GetPrimaryKeyLong(), failure);
        }
    }

    void Answered(int partition)
    {
        if (_allTaken.Task.IsCompleted || Interlocked.Exchange(ref _answered[partition], 1) != 0 || Interlocked.Decrement(ref _unanswered) != 0)
            return;
        PartitionLog.AllTaken(log, options.Value.Count);
        _allTaken.TrySetResult();
    }
}
