using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts of classes that cannot wait: where the carrier that they stand in line for is slow, another that is idle takes them.</summary>
internal sealed partial class CarrierQueue
{
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

    /// <summary>The first in line, where it has waited too long and may go by this carrier. Those behind it came later.</summary>
    Outgoing? TryTakeHurried_NeedsLock(int from, MessageClass of, int by)
    {
        if (_lanes[from * Classes + (int)of].First is not { } first || !router!.IsLate(first, time) || !router.MayTake(first, by))
            return null;
        if (Next_NeedsLock(from, (int)of) is not { } message)
            return null;
        _ready[from]--;
        message.GoBy(by);
        return message;
    }
}
