using System.Buffers.Text;
using Tidings.Simulator;

namespace Tidings.Cli.Bench.Chaos;

/// <summary>What reached any of the carriers, in the order in which it did: the number that each text names after "Shop ".</summary>
internal sealed class ArrivalLog(int customers) : ISubmitObserver
{
    readonly Lock _lock = new();
    readonly Dictionary<long, long> _first = [];
    readonly long[] _latestOf = new long[customers * 2];

    /// <summary>When each number arrived first, in Unix µs.</summary>
    public Dictionary<long, long> First
    {
        get { lock (_lock) return new(_first); }
    }

    public int Distinct
    {
        get { lock (_lock) return _first.Count; }
    }

    public long All { get; private set; }

    /// <summary>Texts that came first after a later one of the same customer and class had come.</summary>
    public long OutOfOrder { get; private set; }

    public void Accepted(in AcceptedSubmit submit)
    {
        var at = submit.Message.IndexOf("Shop "u8);
        if (at < 0 || !Utf8Parser.TryParse(submit.Message[(at + 5)..], out long number, out _))
            return;
        var now = SubmitLog.Microseconds(TimeProvider.System);
        lock (_lock)
        {
            All++;
            if (!_first.TryAdd(number, now))
                return;
            ref var latest = ref _latestOf[ChaosEvents.ChainOf(number, customers)];
            if (number + 1 < latest)
                OutOfOrder++;
            else
                latest = number + 1;
        }
    }
}
