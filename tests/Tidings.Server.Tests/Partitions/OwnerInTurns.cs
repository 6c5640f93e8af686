using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Partitions;

/// <summary>Runs an owner as its grain does: one turn at a time, continuations included.</summary>
internal sealed class OwnerInTurns
{
    readonly TaskFactory _turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    PartitionOwner _owner = null!;

    public static async Task<OwnerInTurns> Take(Func<Task<PartitionOwner>> take)
    {
        var turns = new OwnerInTurns();
        turns._owner = await turns._turns.StartNew(take).Unwrap();
        return turns;
    }

    public bool Broken => _owner.Broken;
    public int ResidentCustomers => _owner.ResidentCustomers;

    public Task<PartOutcome[]> Accept(BankEvent[] events) => _turns.StartNew(() => _owner.Accept(events)).Unwrap();

    public Task<Verification?> Read(string customer, ulong key, Verification? begun = null) => _turns.StartNew(async () => await _owner.ReadVerification(customer, key, begun)).Unwrap();

    public Task<bool> Erase(string customer, Func<Task> destroy) => _turns.StartNew(async () => await _owner.Erase(customer, destroy)).Unwrap();

    /// <summary>A pulse, and the snapshots that it may have begun.</summary>
    public Task PulseToTheEnd() => _turns.StartNew(async () =>
    {
        await _owner.Pulse();
        await _owner.SnapshotsWritten;
    }).Unwrap();
}
