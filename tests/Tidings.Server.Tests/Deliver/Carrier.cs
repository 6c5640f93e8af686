using System.Collections.Concurrent;
using System.Text;
using MemoryPack;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track;
using Tidings.Simulator;
using Tidings.Storage.Sqlite;

namespace Tidings.Server.Tests.Deliver;

/// <summary>Delivery as it runs, without the grains around it: the real store, real sessions, the simulator as carrier.</summary>
internal sealed class Carrier : IAsyncDisposable, ISubmitObserver
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-deliver-");
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    readonly ConcurrentQueue<string> _arrived = new();
    readonly List<BindOwner> _binds = [];
    PartitionHold? _hold;
    MessageId _last;
    bool _stopped;
    bool _isLost;

    public required SmscSimulator Smsc { get; set; }

    /// <summary>Carriers besides the first, each with a simulator of its own.</summary>
    public List<OtherCarrier> Others { get; } = [];
    public RoutingOptions Routing { get; } = new();
    public Outbox Outbox { get; private set; } = null!;
    public CarrierSet All { get; private set; } = null!;
    public SqliteStore Store { get; private set; } = null!;
    public CarrierDelivery Delivery => All.Main;
    public Lookups Lookups { get; private set; } = null!;
    public ReferenceMap References => All.All[0].References;
    public IDispatch Dispatch { get; private set; } = null!;
    public DeliverMetrics Metrics { get; private set; } = null!;
    public required CarrierOptions Options { get; init; }

    /// <summary>The settings in force; null: senders are not looked at.</summary>
    public BankSettings? Bank { get; set; }

    /// <summary>The texts that the carrier accepted, in their order, repetitions included. Segments of long ones each.</summary>
    public string[] Arrived => [.. _arrived];

    public static async Task<Carrier> Open(Behaviour? behaviour = null, Action<CarrierOptions>? set = null, bool start = true, BankSettings? bank = null, Func<Carrier, Task>? others = null)
    {
        var options = Quick();
        set?.Invoke(options);
        var carrier = new Carrier { Options = options, Smsc = null!, Bank = bank };
        carrier.Smsc = await SmscSimulator.StartAsync(
            new() { SmppPort = 0, PhonePort = behaviour?.Receipts == ReceiptMode.Hold ? 0 : null, Observer = carrier, Behaviour = behaviour ?? new() { ReceiptDelay = TimeSpan.FromMilliseconds(10) } }, TimeProvider.System);
        options.Port = carrier.Smsc.SmppPort;
        if (others is not null)
            await others(carrier);
        await carrier.OpenStore();
        if (start)
            carrier.Start();
        return carrier;
    }

    /// <summary>Options that do not let a test wait.</summary>
    public static CarrierOptions Quick() => new()
    {
        Binds = 1, Window = 10, RatePerSecond = 10_000, ReconnectFirst = TimeSpan.FromMilliseconds(20), ReconnectLongest = TimeSpan.FromMilliseconds(100),
        ResponseTimeout = TimeSpan.FromSeconds(5), Lease = TimeSpan.FromSeconds(2), ReceiptPatience = TimeSpan.FromMilliseconds(300), References = 10_000,
        Retry = new() { ThrottlePause = TimeSpan.FromMilliseconds(50), FirstBackoff = TimeSpan.FromMilliseconds(50), LongestBackoff = TimeSpan.FromMilliseconds(200) },
    };

    void ISubmitObserver.Accepted(in AcceptedSubmit submit) => _arrived.Enqueue(Encoding.Latin1.GetString(submit.Message));

    async Task OpenStore()
    {
        _stopped = false;
        Store = SqliteStore.Create(new() { Directory = _folder.FullName }, TimeProvider.System);
        await Store.Open(1, CancellationToken.None);
        _hold = await Store.TakePartition(0, "test", CancellationToken.None);
        Lookups = new(Store, TimeProvider.System);
        Metrics = new(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        string[] names = ["main", .. Others.Select(static other => other.Name)];
        CarrierOptions[] options = [Options, .. Others.Select(static other => other.Options)];
        Outbox = new(
            Options.Queue, names.Zip(options).SelectMany(static one => Enumerable.Range(0, one.Second.Binds).Select(number => Carriers.Bind(one.First, number))), Store, Metrics,
            TimeProvider.System, NullLogger.Instance, Routers.Of(names, options, Routing, TimeProvider.System));
        All = new([.. names.Zip(options).Select((one, index) => Another(one.First, index, one.Second, Outbox))]);
        Dispatch = new Dispatch(Outbox, Lookups, TimeProvider.System);
    }

    /// <summary>A carrier of this name, on the same store.</summary>
    public CarrierDelivery Another(string name, int index, CarrierOptions options, Outbox outbox) => new(
        name, index, options, outbox, Store, Lookups, new(Store, Lookups), Metrics, TimeProvider.System,
        NullLogger<CarrierDelivery>.Instance, Bank is null ? null : new SenderRegister(() => Bank), http: options.Kind == CarrierKind.Smpp ? null : new Http.Connections(options));

    public void Start()
    {
        foreach (var bind in All.All.SelectMany(static carrier => carrier.Binds))
            StartBind(bind);
    }

    public BindOwner StartBind(int number) => StartBind(Carriers.Bind("main", number));

    public BindOwner StartBind(string name)
    {
        var bind = new BindOwner(All.OfBind(name), name, "test");
        _binds.Add(bind);
        bind.Start();
        return bind;
    }

    /// <summary>As SIGTERM does it: what is in the window is answered, then it ends. The store is closed and opened again.</summary>
    public async Task Restart(bool start = true)
    {
        await Stop();
        await Store.DisposeAsync();
        await OpenStore();
        if (start)
            Start();
    }

    public async Task Stop()
    {
        foreach (var bind in _binds)
            await bind.DisposeAsync();
        _binds.Clear();
        if (!_stopped)
        {
            await All.DisposeAsync();
            await Outbox.DisposeAsync();
        }
        _stopped = true;
    }

    public Message Text(string text, MessageClass of = MessageClass.Transaction, string to = "15550001234", TimeSpan? valid = null, DateTimeOffset? notBefore = null) => new()
    {
        Alert = "test",
        Class = of,
        Template = "test/en/1",
        To = new(to),
        From = new("BANK"),
        Text = text,
        NotBefore = notBefore,
        ValidUntil = TimeProvider.System.GetUtcNow() + (valid ?? TimeSpan.FromHours(1)),
        Reasons = [],
    };

    /// <summary>Stores and offers, as a partition does: one event a message.</summary>
    public async Task<MessageId[]> Accept(params (string Customer, Message Message)[] messages)
    {
        var rows = new List<JournalRow>();
        var deferred = new List<DeferredRow>();
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (customer, message) in messages)
        {
            _last = MessageId.Next(_last, now, 0, 1);
            rows.Add(Row(_last, customer, message));
            if (message.NotBefore is { } notBefore)
                deferred.Add(new(_last, "main", notBefore));
        }
        await Store.Commit(new() { Fences = [Fence.OfPartition(0, _hold!.Epoch)], Journal = rows, Deferred = deferred });
        for (var i = 0; i < rows.Count; i++)
            Dispatch.Offer("main", rows[i].Id, messages[i].Customer, messages[i].Message);
        return [.. rows.Select(static row => row.Id)];
    }

    /// <summary>One event with several messages; those with a time of their own are deferred.</summary>
    public async Task<MessageId[]> AcceptTogether(string customer, params Message[] messages)
    {
        var first = _last = MessageId.Next(_last, TimeProvider.System.GetUtcNow(), 0, messages.Length);
        _last = new(first.Value + messages.Length - 1);
        var ids = messages.Select((_, i) => new MessageId(first.Value + i)).ToArray();
        await Store.Commit(new()
        {
            Fences = [Fence.OfPartition(0, _hold!.Epoch)],
            Journal = [Row(first, customer, messages)],
            Deferred = [.. ids.Zip(messages).Where(static m => m.Second.NotBefore is not null).Select(static m => new DeferredRow(m.First, "main", m.Second.NotBefore!.Value))],
        });
        return ids;
    }

    static JournalRow Row(MessageId id, string customer, params Message[] messages) => new()
    {
        Id = id,
        Partition = 0,
        Customer = customer,
        EventKey = (ulong)id.Value,
        Messages = messages.Length,
        Class = (byte)messages.Min(static message => message.Class),
        Carrier = "main",
        Payload = MemoryPackSerializer.Serialize(new DecidedEvent
        {
            Source = "/test", EventId = id.ToString(), Type = "test", Time = id.At, Customer = customer, Messages = messages, Suppressions = [], Reach = messages[0].Reach,
        }),
        Delta = new byte[1],
    };

    public async Task<MessageFacts> Facts(MessageId id) => (await Store.ReadMessage(id, CancellationToken.None))!;

    public async Task<MessageState> State(MessageId id)
    {
        var facts = await Facts(id);
        return MessageTimeline.Of(facts, id, DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id)!, TimeProvider.System.GetUtcNow()).State;
    }

    public Task Until(MessageId id, MessageState state) => Until(async () => await State(id) == state);

    /// <summary>Until all of them have a fact that settles them.</summary>
    public Task Settled(params MessageId[] ids) => Until(async () =>
    {
        foreach (var id in ids)
        {
            if (!(await Facts(id)).Submissions.Any(row => row.Message == id && row.Settles))
                return false;
        }
        return true;
    });

    public static async Task Until(Func<Task<bool>> holds)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
            await timer.WaitForNextTickAsync(giveUp.Token);
    }

    /// <summary>The first carrier is gone, and nothing listens where it was.</summary>
    public async Task LoseSmsc()
    {
        if (!_isLost)
            await Smsc.DisposeAsync();
        _isLost = true;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await Store.DisposeAsync();
        await LoseSmsc();
        foreach (var other in Others)
            await other.LoseSmsc();
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
