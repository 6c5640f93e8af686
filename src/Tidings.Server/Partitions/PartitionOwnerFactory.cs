using Microsoft.Extensions.Options;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;

namespace Tidings.Server.Partitions;

/// <summary>Takes a partition and brings its state into memory: the snapshots of whoever has deltas after them, and those deltas.</summary>
internal sealed class PartitionOwnerFactory(
    IStore store, JournalReplay replay, IEventPipeline pipeline, IAccountDirectory accounts, IDispatch dispatch, Counterparties counterparties,
    IOptions<PartitionOptions> options, TimeProvider time, ILogger<PartitionOwner> log)
{
    static readonly string Owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <exception cref="SealRefusedException">A row that its customers' states are made of does not open; it is named.</exception>
    public async Task<PartitionOwner> Take(int partition, CancellationToken cancel)
    {
        var hold = await store.TakePartition(partition, Owner, cancel);
        var states = new CustomerStates(partition, store, Math.Max(1, options.Value.ResidentCustomers / options.Value.Count), ((long)options.Value.ResidentMegabytes << 20) / options.Value.Count);
        var replayed = await replay.Read(partition, hold.SnapshotsUpTo, page => Apply(states, page, dispatch, counterparties));
        // The activation's token is not asked after a long replay: it would only be begun again. Whatever the clock says now: below the mark of dispatch nothing is looked for any more.
        var passed = MessageId.First((await store.ReadDispatchLow(Carriers.Main, CancellationToken.None)).At.AddMilliseconds(1), partition);
        var last = passed.Value > replayed.Value ? passed : replayed;
        PartitionLog.Taken(log, partition, hold.Epoch, states.Count);
        return new(hold, last, store, states, pipeline, accounts, dispatch, counterparties, options.Value, time, log);
    }

    /// <summary>A snapshot that was read holds the changes up to its row already.</summary>
    static async Task Apply(CustomerStates states, IReadOnlyList<JournalReplay.Change> page, IDispatch dispatch, Counterparties counterparties)
    {
        _ = await states.Load([.. page.Select(static change => change.Customer)]);
        foreach (var (row, customer, delta) in page)
        {
            if (states.IsUnreadable(customer))
                throw new SealRefusedException(row.ToString()) { Journal = row };
            if (delta.Changes?.Any(static change => change is PaymentSeen or PaymentLabelled) == true)
                counterparties.Apply(row, delta.Changes);
            var resident = states.Use(customer);
            if (row.Value <= resident.Last.Value)
                continue;
            // Whoever was to purge them may have ended first; it may be done again.
            foreach (var dead in DeadTexts.Of(delta))
                dispatch.Dead(dead);
            resident.Apply(row, delta);
            states.DueChanged(resident);
        }
    }
}
