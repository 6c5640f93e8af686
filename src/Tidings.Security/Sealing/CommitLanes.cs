using Tidings.Core.Ports;

namespace Tidings.Security.Sealing;

/// <summary>
/// Keeps the order of one caller's units where one of them must wait for keys: those after it in its lane wait behind it. Who commits for a partition or a bind has a lane of
/// his own, so that a new customer's key holds up nobody else.
/// </summary>
internal sealed class CommitLanes
{
    const int Partitions = 1024;
    const int Binds = 64;

    readonly Lane[] lanes = [.. Enumerable.Range(0, Partitions + Binds + 1).Select(static _ => new Lane())];

    public Lane Of(CommitUnit unit)
    {
        if (unit.Fences.Count == 0)
            return lanes[^1];
        var fence = unit.Fences[0];
        return lanes[fence.Bind is { } bind ? Partitions + (int)((uint)string.GetHashCode(bind, StringComparison.Ordinal) % Binds) : fence.Partition & (Partitions - 1)];
    }

    /// <summary>Completes when no unit waits for keys that was waiting when it was called.</summary>
    public Task Idle() => Task.WhenAll(lanes.Select(static lane => lane.Tail));

    /// <summary>Completes when every unit that was being sealed when it was called is handed on, whether it waits for keys or not.</summary>
    public async Task Settle()
    {
        foreach (var lane in lanes)
        {
            Task tail;
            // Who seals at once does so under the turn.
            lock (lane.Turn)
                tail = lane.Tail;
            await tail.ConfigureAwait(false);
        }
    }

    internal sealed class Lane
    {
        public Lock Turn { get; } = new();

        /// <summary>Completes, without a failure, when all units that came so far are handed on. Changed under <see cref="Turn"/>.</summary>
        public Task Tail { get; set; } = Task.CompletedTask;
    }
}
