using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track;
using Tidings.Server.Track.Replies;

namespace Tidings.Server.Deliver;

/// <summary>What the binds of one carrier share in this process: its options, its references, and how it stands.</summary>
internal sealed class CarrierDelivery : IAsyncDisposable
{
    readonly CancellationTokenSource _stop = new();
    readonly IHttpClientFactory? _http;

    /// <param name="index">Its position among the carriers.</param>
    /// <param name="outbox">Where its texts come from; shared with the other carriers.</param>
    public CarrierDelivery(
        string name, int index, CarrierOptions options, Outbox outbox, IStore store, Lookups lookups, ReferenceLoader loader, DeliverMetrics metrics, TimeProvider time,
        ILogger<CarrierDelivery> log, SenderRegister? senders = null, IInboundTexts? texts = null, IHttpClientFactory? http = null, CarrierGate? gate = null)
    {
        (Name, Index, Options, Outbox, Store, Lookups, Metrics, Time, Log) = (name, index, options, outbox, store, lookups, metrics, time, log);
        (Senders, Texts, _http) = (senders, texts, http);
        Gate = gate ?? CarrierGate.Opened();
        Dialect = HttpDialects.Of(name, options, time);
        Stand = outbox.Router?.Stands[index];
        if (Stand is not null)
            Stand.Breaker.Changed += state => DeliverLog.BreakerChanged(log, name, state);
        Trust = new(Options.Tls, time, log);
        Retry = new(Options.Retry, Options.Statuses.ToFrozenDictionary(one => StatusKeys.NumberOf(Options.Kind, one.Key)!.Value, static one => one.Value));
        outbox.Queue.Retries[name] = Retry;
        OwnSenders = new(Options);
        References = new(Options.References);
        Loaded = new(() => Load(loader));
    }

    public string Name { get; }
    public int Index { get; }
    public Outbox Outbox { get; }
    public CarrierQueue Queue => Outbox.Queue;

    public IEnumerable<string> Binds => Enumerable.Range(0, Options.Binds).Select(number => Carriers.Bind(Name, number));

    /// <summary>How it stands among several; null: it is the only one.</summary>
    public CarrierStand? Stand { get; }
    public CarrierOptions Options { get; }
    public IStore Store { get; }
    public Lookups Lookups { get; }
    public DeliverMetrics Metrics { get; }
    public TimeProvider Time { get; }
    public ILogger Log { get; }
    public CarrierTrust Trust { get; }

    /// <summary>What it says over HTTP; null: it speaks SMPP.</summary>
    public IHttpDialect? Dialect { get; }

    /// <summary>Whether its settings are in force: no session begins before.</summary>
    public CarrierGate Gate { get; }

    /// <summary>
    /// What stands may go on. A session of SMPP was begun with what was in force then; requests of HTTP are each made with what the files hold now, and so wait with the gate.
    /// </summary>
    public bool MayGoOn => Dialect is null || Gate.IsOpen;

    /// <summary>By when a text must leave for it: a code so early that the carrier cannot keep it beyond its validity; an alert that comes some seconds late does no harm.</summary>
    public DateTimeOffset LeavesBy(Message message) => Dialect is { } dialect && message.Class == MessageClass.OneTimeCode ? message.ValidUntil - dialect.ShortestValidity : message.ValidUntil;

    /// <summary>For requests to it. Whoever asks keeps none.</summary>
    public HttpClient Client() => (_http ?? throw new InvalidOperationException("There is nobody who makes connections of HTTP.")).CreateClient(CarrierHandlers.NameOf(Name));

    /// <summary>Bounds what its callbacks bring.</summary>
    public Track.Callbacks.CallbackRoom Callbacks { get; } = new();

    /// <summary>For one bind.</summary>
    public ICarrierConnector ConnectorOf() => Dialect is null ? new SmppConnector(this) : new HttpConnector(this);

    /// <summary>Under which senders it knows us. Null: nobody has said so, and they are not looked at.</summary>
    public SenderRegister? Senders { get; }

    /// <summary>Who its texts are from.</summary>
    public CarrierSenders OwnSenders { get; }

    /// <summary>Who takes customers' texts. Null: nobody, and they are counted.</summary>
    public IInboundTexts? Texts { get; }
    public RetryPolicy Retry { get; }
    public ReferenceMap References { get; }

    /// <summary>Its binds that run in this process, by name: for those who watch.</summary>
    public ConcurrentDictionary<string, BindPump> Pumps { get; } = new(StringComparer.Ordinal);

    /// <summary>Segments without an answer, over all its binds in this process, and the timestamp at which the oldest left; where there is none, the highest.</summary>
    public (int Segments, long Oldest) Unanswered()
    {
        var (segments, oldest) = (0, long.MaxValue);
        foreach (var (_, pump) in Pumps)
        {
            var sent = pump.WithoutAnswer;
            (segments, oldest) = (segments + sent.Segments, Math.Min(oldest, sent.Oldest));
        }
        return (segments, oldest);
    }

    /// <summary>Completed when receipts of earlier runs can be matched: no session is opened before.</summary>
    public Lazy<Task> Loaded { get; }

    async Task Load(ReferenceLoader loader)
    {
        await Outbox.Persistently(async () => await loader.Load(Name, References, _stop.Token), _stop.Token);
        TrackLog.ReferencesLoaded(Log, Name, References.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }
}
