using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts of classes that cannot wait: where the carrier that they stand in line for is slow, another that is idle takes them.</summary>
internal sealed partial class CarrierQueue
{
    /// <summary>Texts of a line that an idle bind looks at.</summary>
    const int LookedAt = 32;

    /// <summary>When an idle bind of this carrier should look whether texts have waited too long elsewhere; null: none waits that it could take.</summary>
    public TimeSpan? UntilHurry(int by)
    {
        if (router is not { Shortest: { } shortest })
            return null;
        lock (_lock)
        {
            for (var other = 0; other < carriers; other++)
            {
                if (other == by || _ready[other] == 0)
                    continue;
                foreach (var of in router.Hurried)
                {
                    if (!_lanes[other * Classes + (int)of].IsEmpty)
                        return shortest;
                }
            }
            return null;
        }
    }

    void TakeHurried_NeedsLock(Span<Outgoing> into, int by, ref int count)
    {
        foreach (var of in router!.Hurried)
        {
            for (var other = 0; other < carriers; other++)
            {
                while (other != by && count < into.Length && TryTakeHurried_NeedsLock(other, of, by) is { } message)
                    into[count++] = message;
            }
        }
    }

    /// <summary>
    /// The first in line that has waited too long and may go by this carrier. One ahead of it that may not (another carrier alone has its country, or this one has just refused it) does not hold it up: in a line
    /// stand texts of different customers.
    /// </summary>
    Outgoing? TryTakeHurried_NeedsLock(int from, MessageClass of, int by)
    {
        if (IsPaused_NeedsLock((int)of))
            return null;
        var message = _lanes[from * Classes + (int)of].First;
        for (var looked = 0; message is not null && looked < LookedAt; looked++, message = message.Next)
        {
            if (!router!.IsLate(message, time) || !router.MayTake(message, by) || _withdrawn.Contains(message.Chain))
                continue;
            TakeOut_NeedsLock(message);
            message.GoBy(by);
            message.HeldBy = null;
            return message;
        }
        return null;
    }
}
