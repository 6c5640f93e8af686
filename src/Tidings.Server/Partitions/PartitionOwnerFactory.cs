using Microsoft.Extensions.Options;
using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;

namespace Tidings.Server.Partitions;

/// <summary>Takes a partition and brings its state into memory: the snapshots of whoever has deltas after them, and those deltas.</summary>
internal sealed class PartitionOwnerFactory(
    IStore store, JournalReplay replay, IEventPipeline pipeline, IAccountDirectory accounts, IDispatch dispatch,
    IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionOwner> log)
{
    static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    public async Task<PartitionOwner> Take(int partition, CancellationToken cancel)
    {
        var hold = await store.TakePartition(partition, Owner, cancel);
        var tail = await replay.Read(partition, hold.SnapshotsUpTo);
        var states = new CustomerStates(partition, store, Math.Max(1, options.Value.ResidentCustomers / options.Value.Count));
        var customers = tail.Deltas.Keys.ToArray();
        foreach (var chunk in customers.Chunk(500))
        {
            await states.Load(chunk);
            foreach (var customer in chunk)
            {
                var resident = states.Use(customer);
                var savedUpTo = resident.Last;
                foreach (var (row, delta) in tail.Deltas[customer])
                {
                    if (row.Value > savedUpTo.Value)
                        resident.Apply(row, delta);
                }
                states.DueChanged(resident);
            }
        }
        // Whatever the clock says now: below the mark of dispatch nothing is looked for any more.
        var passed = MessageId.First((await store.ReadDispatchLow(Carriers.Main, cancel)).At.AddMilliseconds(1), partition);
        var last = passed.Value > tail.Last.Value ? passed : tail.Last;
        PartitionLog.Taken(log, partition, hold.Epoch, tail.Deltas.Count);
        return new(hold, last, store, states, pipeline, accounts, dispatch, options.Value, time, log);
    }
}
