using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

/// <summary>A batch that waits for the partition's owner, and its answer.</summary>
internal sealed class PartitionWork(BankEvent[] events)
{
    readonly TaskCompletionSource<PartOutcome[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BankEvent[] Events { get; } = events;
    public PartOutcome[] Outcomes { get; } = new PartOutcome[events.Length];
    public Task<PartOutcome[]> Answer => _answer.Task;

    public void Complete() => _answer.TrySetResult(Outcomes);

    /// <summary>Nothing of it is durable: the sender must come again.</summary>
    public void Refuse()
    {
        Array.Fill(Outcomes, PartOutcome.Of(EventStatus.Busy));
        _answer.TrySetResult(Outcomes);
    }
}
