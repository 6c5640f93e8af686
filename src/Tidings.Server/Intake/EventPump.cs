using Tidings.Core.Events;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake;

/// <summary>Hands batches to the partitions for those who can wait: files and imports. What is busy goes again for a while.</summary>
internal sealed class EventPump(IEventRouter router, IntakeGate gate, TimeProvider clock)
{
    public const int BatchSize = 500;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>One outcome an event, in their order; busy are those that even patience did not bring in.</summary>
    public async ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        var outcomes = new EventOutcome[events.Count];
        Array.Fill(outcomes, EventOutcome.Busy);
        var (began, wait) = (clock.GetTimestamp(), ShortestWait);
        while (true)
        {
            var left = await Try(events, outcomes, cancel);
            if (left == 0 || clock.GetElapsedTime(began) >= Patience)
                return outcomes;
            await Task.Delay(wait, clock, cancel);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    async ValueTask<int> Try(IReadOnlyList<BankEvent> events, EventOutcome[] outcomes, CancellationToken cancel)
    {
        var places = new List<int>(events.Count);
        for (var i = 0; i < outcomes.Length; i++)
            if (outcomes[i].Status == EventStatus.Busy)
                places.Add(i);
        var waiting = places.Count == events.Count ? events : places.ConvertAll(at => events[at]);
        if (!gate.TryHoldEvents(places.Count))
            return places.Count;
        try
        {
            var told = await router.Accept(waiting, cancel);
            var left = 0;
            for (var i = 0; i < told.Length; i++)
            {
                outcomes[places[i]] = told[i];
                left += told[i].Status == EventStatus.Busy ? 1 : 0;
            }
            return left;
        }
        finally
        {
            gate.ReleaseEvents(places.Count);
        }
    }
}
