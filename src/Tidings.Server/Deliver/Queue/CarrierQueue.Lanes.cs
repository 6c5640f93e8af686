using System.Collections.Concurrent;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Which carrier a text stands in line for, and who is taken first.</summary>
internal sealed partial class CarrierQueue
{
    /// <summary>The most urgent messages that may leave, at most as many as <paramref name="into"/> holds.</summary>
    public int Take(Span<Outgoing> into, int by = 0)
    {
        var count = 0;
        bool forOthers;
        lock (_lock)
        {
            forOthers = Unpause_NeedsLock(by);
            var lower = _shares[by].Reserved(into.Length, waiting: _ready[by]);
            Take_NeedsLock(into[..^lower], by, ref count);
            if (lower > 0)
                TakeLower_NeedsLock(into, by, ref count);
            Take_NeedsLock(into, by, ref count);
        }
        if (forOthers)
            Wake();
        return count;
    }

    void Take_NeedsLock(Span<Outgoing> into, int by, ref int count)
    {
        foreach (var of in ByUrgency)
        {
            while (count < into.Length && Next_NeedsLock(by, of) is { } message)
                into[count++] = message;
            // Ahead of its own that are less urgent: a carrier that is well may be busy with those for long.
            if (router is not null && router.IsHurried((MessageClass)of))
                TakeHurried_NeedsLock(into, (MessageClass)of, by, ref count);
        }
    }

    /// <summary>Some places in each batch belong to the classes that wait behind others, in turn: none is starved for ever.</summary>
    void TakeLower_NeedsLock(Span<Outgoing> into, int by, ref int count)
    {
        for (var tries = 0; tries < ClassShare.Turns && count < into.Length; tries++)
        {
            if (Next_NeedsLock(by, _shares[by].NextInTurn()) is not { } message)
                continue;
            into[count++] = message;
            tries = 0;
        }
    }

    /// <summary>
    /// Taken and not sent: back to where it came from. Several are put back in reverse order. Nobody is woken, unless it goes by another carrier now: who puts back for want of room would wake himself,
    /// and take it again at once.
    /// </summary>
    public void PutBack(Outgoing message)
    {
        bool elsewhere;
        lock (_lock)
        {
            var via = message.Via;
            // Lost since it was taken: those that stood in line have gone by others already, and nobody would come back for this one before a carrier's standing changes again.
            if (router?.IsOpen(via) == true)
                Route_NeedsLock(message);
            elsewhere = message.Via != via;
            PutBack_NeedsLock(message);
        }
        if (elsewhere)
            Wake();
    }

    /// <summary>It goes again, ahead of newer ones, by whichever carrier is the best for it now.</summary>
    public void Again(Outgoing message)
    {
        lock (_lock)
        {
            Route_NeedsLock(message);
            PutBack_NeedsLock(message);
        }
        Wake();
    }

    /// <summary>A carrier's standing has changed: texts that wait for one that takes none go by others, where there are any.</summary>
    public void Reroute()
    {
        if (router is null)
            return;
        for (var lane = 0; lane < _lanes.Length; lane++)
        {
            lock (_lock)
            {
                if (!router.TakesNone(lane / Classes))
                    continue;
                var waiting = _lanes[lane];
                _lanes[lane] = default;
                while (waiting.Take() is { } message)
                {
                    _ready[message.Via]--;
                    Stand_NeedsLock(message);
                }
            }
        }
        Wake();
    }

    void Route_NeedsLock(Outgoing message)
    {
        if (router is not null)
            message.GoBy(router.Choose(message));
    }

    void Stand_NeedsLock(Outgoing message)
    {
        Route_NeedsLock(message);
        if (router is not null)
            message.InLineSince = time.GetTimestamp();
        LaneOf(message).Add(message);
        _ready[message.Via]++;
    }

    void PutBack_NeedsLock(Outgoing message)
    {
        LaneOf(message).PutBack(message);
        _ready[message.Via]++;
    }

    ref Lane LaneOf(Outgoing message) => ref _lanes[message.Via * Classes + (int)message.Message.Class];

    /// <summary>Whether a text waits that goes by this carrier.</summary>
    public bool HasReady(int by = 0)
    {
        lock (_lock)
            return _ready[by] > 0 && (_pausedClasses == 0 || HasUnpaused_NeedsLock(by));
    }

    /// <summary>How many texts of each class wait for a carrier now: for those who watch.</summary>
    public int[] Waiting(int by)
    {
        lock (_lock)
            return [.. Enumerable.Range(0, Classes).Select(of => _lanes[by * Classes + of].Count())];
    }

    /// <summary>
    /// A text that a carrier took and did not report goes by another too, unless a newer one of its customer and class is on its way (it must not come after it), or its customer was erased, or a receipt came,
    /// while it was written that it does.
    /// </summary>
    public void GoesAlsoElsewhere(in WatchedText text)
    {
        lock (_lock)
        {
            if (watch?.TryGive(text.Id) != true || _chainEnds.ContainsKey(text.Chain))
                return;
            Add_NeedsLock(text.Id, text.Chain, text.Message, new Known(false, text.Attempt, 0, 0, 0, Spent: text.Tried));
        }
        Wake();
    }

    /// <summary>What the store says of a message, read with the names of the carriers as they are now, and with what each means by its statuses.</summary>
    public Known KnownOf(MessageId id, IReadOnlyList<SubmissionRow> submissions) => Known.Of(id, submissions, router, ClassOf);

    /// <summary>How each carrier's refusals are read, by its name.</summary>
    public ConcurrentDictionary<string, RetryPolicy> Retries { get; } = new(StringComparer.Ordinal);

    ErrorClass ClassOf(string bind, int status) => Retries.TryGetValue(Carriers.OfBind(bind), out var own) ? own.ClassOf(status) : CommandStatusTable.ClassOf(status);
}
