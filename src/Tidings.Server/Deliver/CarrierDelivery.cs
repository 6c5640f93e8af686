using Microsoft.Extensions.Options;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Ports;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track;
using Tidings.Server.Track.Replies;

namespace Tidings.Server.Deliver;

/// <summary>What the binds of one carrier share in this process: the queue, the references, and the moment from which messages may leave.</summary>
internal sealed class CarrierDelivery : IAsyncDisposable
{
    static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    readonly CancellationTokenSource _stop = new();
    readonly TaskCompletionSource[] _settled;
    readonly Task _refill;

    public CarrierDelivery(
        string name, IOptions<CarrierOptions> options, IStore store, Lookups lookups, ReferenceLoader loader, DeliverMetrics metrics, TimeProvider time,
        ILogger<CarrierDelivery> log, SenderRegister? senders = null, IInboundTexts? texts = null)
    {
        (Name, Options, Store, Lookups, Metrics, Time, Log) = (name, options.Value, store, lookups, metrics, time, log);
        (Senders, Texts) = (senders, texts);
        Trust = new(Options.Tls, time, log);
        Retry = new(Options.Retry);
        Queue = new(name, Options.Queue, time);
        References = new(Options.References);
        _settled = [.. Enumerable.Range(0, Options.Binds).Select(static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        Loaded = new(() => Load(loader));
        _refill = Task.Run(() => Refill(_stop.Token));
    }

    public string Name { get; }
    public CarrierOptions Options { get; }
    public IStore Store { get; }
    public Lookups Lookups { get; }
    public DeliverMetrics Metrics { get; }
    public TimeProvider Time { get; }
    public ILogger Log { get; }
    public CarrierTrust Trust { get; }

    /// <summary>Under which senders it knows us. Null: nobody has said so, and they are not looked at.</summary>
    public SenderRegister? Senders { get; }

    /// <summary>Who takes customers' texts. Null: nobody, and they are counted.</summary>
    public IInboundTexts? Texts { get; }
    public RetryPolicy Retry { get; }
    public CarrierQueue Queue { get; }
    public ReferenceMap References { get; }
    public UncommittedIds Uncommitted { get; } = new();

    /// <summary>Completed when receipts of earlier runs can be matched: no session is opened before.</summary>
    public Lazy<Task> Loaded { get; }

    /// <summary>What an earlier owner of the bind left in doubt is settled. When it is so for all binds, messages are read back and leave.</summary>
    public void Settled(int bind) => _settled[bind].TrySetResult();

    async Task Load(ReferenceLoader loader)
    {
        await Persistently(async () => await loader.Load(Name, References, _stop.Token), _stop.Token);
        TrackLog.ReferencesLoaded(Log, Name, References.Count);
    }

    /// <summary>Without what is read here nothing leaves: a store that cannot be read for a moment must not end that for good.</summary>
    async Task Persistently(Func<Task> read, CancellationToken cancel)
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
                DeliverLog.RefillFailed(Log, Name, failure);
            }
            await Task.Delay(StorePause, Time, cancel);
        }
    }

    async Task Refill(CancellationToken cancel)
    {
        try
        {
            await Task.WhenAll(_settled.Select(static bind => bind.Task)).WaitAsync(cancel);
            await Persistently(async () => Queue.StartAt(await Store.ReadDispatchLow(Name, cancel)), cancel);
            await new StoreRefill(Queue, Store, new(Name, Metrics, Log), Time, Log).Run(cancel);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception failure)
        {
            DeliverLog.RefillFailed(Log, Name, failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _refill;
        _stop.Dispose();
    }
}
