using Tidings.Core.Deliver;
using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Classes of which nothing leaves for the time being. Their texts stay where they are, in their order; one whose validity ends is handed out all the same, to be recorded as expired.</summary>
internal sealed partial class CarrierQueue
{
    readonly DateTimeOffset[] _pausedUntil = new DateTimeOffset[Classes];
    int _pausedClasses;

    /// <param name="classes">A bit for each class: 1 shifted by it.</param>
    public void SetPaused(int classes)
    {
        lock (_lock)
        {
            for (var of = 1; of < Classes; of++)
                if ((_pausedClasses & ~classes & 1 << of) != 0)
                    _pausedUntil[of] = time.GetUtcNow();
            _pausedClasses = classes;
        }
        Wake();
    }

    /// <summary>The class was paused when this validity ended.</summary>
    public bool WasPaused(MessageClass of, DateTimeOffset validUntil)
    {
        lock (_lock)
            return IsPaused_NeedsLock((int)of) || validUntil <= _pausedUntil[(int)of];
    }

    bool IsPaused_NeedsLock(int lane) => (_pausedClasses & 1 << lane) != 0;

    Outgoing? TakeFrom_NeedsLock(int by, int of)
    {
        ref var lane = ref _lanes[by * Classes + of];
        return !IsPaused_NeedsLock(of) || (lane.First is { } first && Validity.IsOver(first.Message.ValidUntil, time.GetUtcNow())) ? lane.Take() : null;
    }

    bool HasUnpaused_NeedsLock(int by)
    {
        for (var of = 1; of < Classes; of++)
        {
            if (!IsPaused_NeedsLock(of) && !_lanes[by * Classes + of].IsEmpty)
                return true;
        }
        return false;
    }
}
