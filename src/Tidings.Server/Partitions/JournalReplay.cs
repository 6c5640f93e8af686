using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Server.Partitions;

/// <summary>
/// Reads back what the snapshots lack. Partitions that start together share one pass over the journal: a pass a partition would read the
/// same pages once for each. Each gets its rows in small pages, so that memory holds states and not all that has changed them.
/// </summary>
internal sealed class JournalReplay(IStore store, TimeProvider time)
{
    const int Page = 200;
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    readonly Lock _lock = new();
    List<Request>? _gathering;

    /// <summary>One row's change.</summary>
    public readonly record struct Change(MessageId Row, string Customer, StateDelta Delta);

    sealed class Request(int partition, MessageId after, Func<IReadOnlyList<Change>, Task> apply)
    {
        readonly List<Change> _page = new(Page);

        public int Partition => partition;
        public MessageId After => after;
        public MessageId Last { get; private set; }
        public TaskCompletionSource<MessageId> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask Add(JournalRow row)
        {
            Last = new(row.Id.Value + Math.Max(0, row.Messages - 1));
            _page.Add(new(row.Id, row.Customer, DeltaOf(row)));
            if (_page.Count == Page)
                await Apply();
        }

        /// <summary>Back to the beginning: what was applied is known by its row, and passed over the second time.</summary>
        public void Restart()
        {
            _page.Clear();
            Last = default;
        }

        public async Task Apply()
        {
            if (_page.Count > 0)
                await apply(_page);
            _page.Clear();
        }
    }

    /// <summary>Hands the changes after <paramref name="after"/> to <paramref name="apply"/>, page by page, in their order.</summary>
    /// <returns>Ids of the partition go on above this one.</returns>
    public Task<MessageId> Read(int partition, MessageId after, Func<IReadOnlyList<Change>, Task> apply)
    {
        var request = new Request(partition, after, apply);
        lock (_lock)
        {
            if (_gathering is { } gathering)
            {
                gathering.Add(request);
                return request.Answer.Task;
            }
            _gathering = [request];
        }
        _ = Task.Run(Pass);
        return request.Answer.Task;
    }

    /// <summary>The row up to which snapshots go is not read again, and how many messages it has is not known: ids go on above the most it may have.</summary>
    static long LastMessageOf(MessageId row)
    {
        const long sequenceMask = (1 << MessageId.SequenceBits) - 1;
        return (row.Value & ~sequenceMask) | Math.Min(sequenceMask, (row.Value & sequenceMask) + MessageId.MaxMessagesAnEvent - 1);
    }

    /// <summary>A state without one of its changes would be wrong in silence, so that this ends the replay; whoever is to mend it must know which row it is.</summary>
    static StateDelta DeltaOf(JournalRow row)
    {
        try
        {
            return MemoryPackSerializer.Deserialize<StateDelta>(row.Delta.Span) ?? throw new InvalidDataException("It is empty.");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw new InvalidDataException($"The change in journal row {row.Id} of partition {row.Partition} cannot be read: {failure.GetType().Name}.");
        }
    }

    async Task Pass()
    {
        await Task.Delay(Gather, time);
        List<Request> requests;
        lock (_lock)
            (requests, _gathering) = (_gathering!, null);
        try
        {
            await Together(requests);
        }
        catch (SealRefusedException) when (requests.Count > 1)
        {
            // Each by itself then, so that the row stops its own partition and no other.
            foreach (var request in requests)
                await Alone(request);
        }
        catch (Exception failure)
        {
            foreach (var request in requests)
                request.Answer.TrySetException(failure);
        }
    }

    async Task Alone(Request request)
    {
        try
        {
            request.Restart();
            await Together([request]);
        }
        catch (Exception failure)
        {
            request.Answer.TrySetException(failure);
        }
    }

    async Task Together(List<Request> requests)
    {
        var byPartition = new Request?[Placement.MaxPartitions];
        foreach (var request in requests)
            byPartition[request.Partition] = request;
        var from = new MessageId(requests.Min(static request => request.After.Value));
        await foreach (var row in store.ReadJournal(from, requests.Count == 1 ? requests[0].Partition : null, CancellationToken.None))
        {
            if (byPartition[row.Partition] is { } request && row.Id.Value > request.After.Value)
                await request.Add(row);
        }
        foreach (var request in requests)
        {
            await request.Apply();
            request.Answer.TrySetResult(new(Math.Max(request.Last.Value, LastMessageOf(request.After))));
        }
    }
}
