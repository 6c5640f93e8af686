using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

/// <summary>
/// Moves the mark from which a restart reads due messages and references. It stays behind what may not be offered yet, and behind what the look-up
/// table does not hold yet: between the two, nothing is forgotten. The first bind of the first carrier has it.
/// </summary>
internal sealed class DispatchMark(CarrierDelivery carrier)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    MessageId _written;
    MessageId _candidate;
    long _ticket;
    long _lookedAt;

    /// <summary>The mark to commit now, or null.</summary>
    public DispatchLow? Next()
    {
        if (_lookedAt != 0 && carrier.Time.GetElapsedTime(_lookedAt) < Every)
            return null;
        _lookedAt = carrier.Time.GetTimestamp();
        if (_candidate.Value > _written.Value)
            return carrier.Lookups.Done >= _ticket ? Write() : null;
        _ticket = carrier.Lookups.Ticket;
        _candidate = Low(MessageId.First(carrier.Time.GetUtcNow() - Lookups.Settling, 0));
        return null;
    }

    /// <summary>As far as it still holds: what a slow store took only after the look must not be passed.</summary>
    DispatchLow? Write()
    {
        var low = Low(_candidate);
        _candidate = default;
        return low.Value > _written.Value ? new(carrier.Queue.Carrier, low) : null;
    }

    /// <summary>Who waits for his commit is asked first: once he is through, his messages are in the queue.</summary>
    MessageId Low(MessageId ceiling)
    {
        var committed = carrier.Outbox.Uncommitted.Low(ceiling);
        return carrier.Queue.Low(committed);
    }

    /// <summary>What <see cref="Next"/> gave is durable.</summary>
    public void Written(DispatchLow low) => _written = low.Low;
}
