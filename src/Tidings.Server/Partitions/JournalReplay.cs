using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;

namespace Tidings.Server.Partitions;

/// <summary>
/// Reads back what the snapshots lack. Partitions that start together share one pass over the journal: a pass a partition would read the
/// same pages once for each.
/// </summary>
internal sealed class JournalReplay(IStore store, TimeProvider time)
{
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);

    readonly Lock _lock = new();
    List<Request>? _gathering;

    public sealed record Tail(MessageId Last, IReadOnlyDictionary<string, List<(MessageId Row, StateDelta Delta)>> Deltas);

    sealed class Request(int partition, MessageId after)
    {
        public int Partition => partition;
        public MessageId After => after;
        public MessageId Last { get; set; }
        public Dictionary<string, List<(MessageId, StateDelta)>> Deltas { get; } = new(StringComparer.Ordinal);
        public TaskCompletionSource<Tail> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Task<Tail> Read(int partition, MessageId after)
    {
        var request = new Request(partition, after);
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

    async Task Pass()
    {
        await Task.Delay(Gather, time);
        List<Request> requests;
        lock (_lock)
            (requests, _gathering) = (_gathering!, null);
        try
        {
            var byPartition = new Request?[Placement.MaxPartitions];
            foreach (var request in requests)
                byPartition[request.Partition] = request;
            var from = new MessageId(requests.Min(static request => request.After.Value));
            await foreach (var row in store.ReadJournal(from, requests.Count == 1 ? requests[0].Partition : null, CancellationToken.None))
            {
                if (byPartition[row.Partition] is not { } request || row.Id.Value <= request.After.Value)
                    continue;
                request.Last = new(row.Id.Value + Math.Max(0, row.Messages - 1));
                var delta = MemoryPackSerializer.Deserialize<StateDelta>(row.Delta.Span) ?? throw new InvalidDataException("A journal row without a delta.");
                if (!request.Deltas.TryGetValue(row.Customer, out var deltas))
                    request.Deltas.Add(row.Customer, deltas = []);
                deltas.Add((row.Id, delta));
            }
            foreach (var request in requests)
                request.Answer.SetResult(new(new(Math.Max(request.Last.Value, LastMessageOf(request.After))), request.Deltas));
        }
        catch (Exception failure)
        {
            foreach (var request in requests)
                request.Answer.TrySetException(failure);
        }
    }
}
