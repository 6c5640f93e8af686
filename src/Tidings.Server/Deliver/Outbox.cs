using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver;

/// <summary>
/// What all carriers share in this process: the due texts, by whichever carrier they will leave, and the moment from which they may. In the store it has the name
/// <c>main</c>, as the carrier has that an installation began with.
/// </summary>
internal sealed class Outbox : IAsyncDisposable
{
    static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    readonly CancellationTokenSource _stop = new();
    readonly Dictionary<string, TaskCompletionSource> _settled;
    readonly IStore _store;
    readonly DeliverMetrics _metrics;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly Task _refill;
    readonly MessageId _born;

    /// <param name="capacity">Messages of each class in memory.</param>
    /// <param name="binds">All binds of all carriers.</param>
    /// <param name="router">Null: there is one carrier.</param>
    public Outbox(int capacity, IEnumerable<string> binds, IStore store, DeliverMetrics metrics, TimeProvider time, ILogger log, Router? router = null)
    {
        (_store, _metrics, _time, _log, Router) = (store, metrics, time, log, router);
        _born = MessageId.First(time.GetUtcNow(), 0);
        Watch = router is { ReceiptWithin.Count: > 0 } ? new(capacity, router.Stands.Count, time) : null;
        Queue = new(Carriers.Main, capacity, time, router?.Stands.Count ?? 1, router, Watch, Uncommitted);
        _settled = binds.ToDictionary(static bind => bind, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var stand in router?.Stands ?? [])
            stand.Breaker.Changed += _ => Queue.Reroute();
        _refill = Task.Run(() => Refill(_stop.Token));
    }

    public CarrierQueue Queue { get; }
    public UncommittedIds Uncommitted { get; } = new();
    public Router? Router { get; }

    /// <summary>Texts that are to be reported in time; null: no class asks for it.</summary>
    public ReceiptWatch? Watch { get; }

    /// <summary>The binds of every carrier that is configured now.</summary>
    public IReadOnlyCollection<string> Binds => _settled.Keys;

    /// <summary>What an earlier owner of the bind left in doubt is settled. When it is so for all binds, messages are read back and leave.</summary>
    public void Settled(string bind) => _settled[bind].TrySetResult();

    /// <summary>No text of this customer leaves any more, by no carrier: neither one that waits nor one of which a receipt is awaited.</summary>
    public void Withdraw(string customer) => Queue.Withdraw(customer);

    async Task Refill(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(_settled.Values.Select(static bind => bind.Task)).WaitAsync(cancel);
            await Persistently(async () => Queue.StartAt(await _store.ReadDispatchLow(Queue.Carrier, cancel)), cancel);
            var open = new StoredMessages(Queue.Carrier, _metrics, _log);
            if (_store.MayLackSubmissions)
                await Persistently(async () => await new MissingAnswers(Queue, _store, open, _time, _log).Settle(await _store.ReadDispatchLow(Queue.Carrier, cancel), _born, cancel), cancel);
            await new StoreRefill(Queue, _store, open, _time, _log).Run(cancel);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            DeliverLog.RefillFailed(_log, Queue.Carrier, failure);
        }
    }

    /// <summary>Without what is read here nothing leaves: a store that cannot be read for a moment must not end that for good.</summary>
    public async Task Persistently(Func<Task> read, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await read();
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                DeliverLog.RefillFailed(_log, Queue.Carrier, failure);
            }
            await Task.Delay(StorePause, _time, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _refill;
        _stop.Dispose();
    }
}
