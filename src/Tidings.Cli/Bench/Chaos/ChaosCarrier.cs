using Tidings.Simulator;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>One of the carriers: a simulator that can be made ill in every way, and killed.</summary>
internal sealed class ChaosCarrier(string name, Behaviour usual, ArrivalLog arrivals, ulong firstId) : IAsyncDisposable
{
    /// <summary>Ids of a carrier that starts again must not be those that it gave before.</summary>
    const ulong IdsALife = 100_000_000;

    /// <summary>Under load a receipt goes a little after its time.</summary>
    static readonly TimeSpan ReceiptsLag = TimeSpan.FromSeconds(1);

    readonly List<(long From, long Until)> _owed = [];
    SmscSimulator? _simulator;
    ulong _nextId = firstId;

    public string Name => name;
    public int Port { get; private set; }

    public async Task Start(CancellationToken cancel)
    {
        _simulator = await SmscSimulator.StartAsync(
            new() { SmppPort = Port, PhonePort = null, Sink = true, Observer = arrivals, Behaviour = usual, FirstMessageId = _nextId }, TimeProvider.System, cancel);
        (Port, _nextId) = (_simulator.SmppPort, _nextId + IdsALife);
    }

    public async Task Suffer(Illness illness)
    {
        if (illness == Illness.Dies)
        {
            // Shuffled ones may take twice as long.
            var from = SubmitLog.Microseconds(TimeProvider.System) - (long)((usual.ReceiptDelay * (usual.ReceiptsShuffled ? 2 : 1)) + ReceiptsLag).TotalMicroseconds;
            await _simulator!.DisposeAsync();
            _simulator = null;
            _owed.Add((from, SubmitLog.Microseconds(TimeProvider.System)));
            return;
        }
        _simulator!.Behaviour = illness switch
        {
            Illness.Throttles => usual with { ThrottleEvery = 2 },
            Illness.Stalls => usual with { NoResponseEvery = 1 },
            Illness.HasTrouble => usual with { RefuseEvery = 1, RefuseWith = SmscStatus.SystemError },
            _ => throw new ArgumentOutOfRangeException(nameof(illness), illness, null),
        };
    }

    /// <summary>It died so soon after this that it may have taken the receipt with it. In Unix µs.</summary>
    public bool DiedOwing(long arrived) => _owed.Exists(death => arrived >= death.From && arrived <= death.Until);

    public async Task Recover(CancellationToken cancel)
    {
        if (_simulator is null)
            await Start(cancel);
        else
            _simulator.Behaviour = usual;
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is { } running)
            await running.DisposeAsync();
    }
}

/// <summary>What befalls a carrier.</summary>
internal enum Illness
{
    /// <summary>Its sessions break, and nothing listens.</summary>
    Dies,
    /// <summary>It refuses every second text for now.</summary>
    Throttles,
    /// <summary>It takes texts and answers none.</summary>
    Stalls,
    /// <summary>Each answer is a system error.</summary>
    HasTrouble,
}
