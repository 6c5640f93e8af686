using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Threads;

namespace Tidings.Server.Partitions;

/// <summary>
/// Where a node's events wait for one partition. While a call is on its way, what arrives is gathered and goes with the next: under load a
/// call carries many events, and alone an event does not wait. What somebody waits for, a step of a verification or advice on a payment, has a lane of its own: a call that carries alerts
/// comes back only when all of them are on the disk. Of alerts one call is under way at a time: two would carry half as many each, and a call costs more than an event. The doors call one after the other
/// (<paramref name="turns"/>), and take what waits when it is their turn.
/// </summary>
internal sealed class PartitionDoor(int partition, IGrainFactory grains, int bound, PoolLane turns, ILogger log) : IThreadPoolWorkItem
{
    const int MaxBatch = 500;

    readonly record struct Part(BankEvent Event, PendingAccept Pending, int Index);

    readonly IPartitionGrain _grain = grains.GetGrain<IPartitionGrain>(partition);
    readonly Lock _lock = new();
    readonly Lane _alerts = new(1), _awaited = new(2);

    sealed class Lane(int calls)
    {
        public int MostCalls { get; } = calls;
        public Queue<Part> Waiting { get; } = new();
        public int Calls { get; set; }
    }

    /// <summary>False: too much waits already, and nothing was taken.</summary>
    public bool TryEnter(BankEvent happened, PendingAccept pending, int index)
    {
        lock (_lock)
        {
            var waiting = (happened.IsAwaited ? _awaited : _alerts).Waiting;
            if (waiting.Count >= bound)
                return false;
            waiting.Enqueue(new(happened, pending, index));
            return true;
        }
    }

    /// <summary>Sends what waits, unless enough calls are under way already.</summary>
    public void Send()
    {
        Send(_awaited);
        Send(_alerts);
    }

    void Send(Lane lane)
    {
        lock (_lock)
        {
            if (lane.Waiting.Count == 0 || lane.Calls >= lane.MostCalls)
                return;
            lane.Calls++;
        }
        if (lane == _alerts)
            turns.Add(this);
        else
            _ = Call(lane);
    }

    void IThreadPoolWorkItem.Execute() => _ = Call(_alerts);

    Part[] Take(Lane lane)
    {
        lock (_lock)
        {
            var parts = new Part[Math.Min(MaxBatch, lane.Waiting.Count)];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = lane.Waiting.Dequeue();
            return parts;
        }
    }

    async Task Call(Lane lane)
    {
        var parts = Take(lane);
        // Another call has taken it along.
        if (parts.Length > 0)
            await Call(parts).ConfigureAwait(false);
        lock (_lock)
            lane.Calls--;
        Send(lane);
    }

    async Task Call(Part[] parts)
    {
        try
        {
            var events = new BankEvent[parts.Length];
            for (var i = 0; i < parts.Length; i++)
                events[i] = parts[i].Event;
            var outcomes = (await _grain.Accept(new(events)).ConfigureAwait(false)).Outcomes;
            for (var i = 0; i < parts.Length; i++)
                parts[i].Pending.Set(parts[i].Index, parts[i].Event.Customer, Outcome(outcomes[i]));
        }
        catch (Exception failure)
        {
            // The owner is gone or moving. Whatever it has stored is a repetition when the sender comes again.
            PartitionLog.CallFailed(log, partition, failure);
            foreach (var part in parts)
                part.Pending.Set(part.Index, EventOutcome.Busy);
        }
        foreach (var part in parts)
            part.Pending.PartDone();
    }

    static EventOutcome Outcome(in PartOutcome part)
    {
        switch (part.Status)
        {
            case EventStatus.Duplicate: return part is { Verification: null, Advice: null } ? EventOutcome.Duplicate : EventOutcome.Duplicate with { Verification = part.Verification, Advice = part.Advice };
            case EventStatus.Busy: return part.Errors is { } why ? new(EventStatus.Busy, [], why) : EventOutcome.Busy;
            case EventStatus.Refused: return EventOutcome.Refused(part.Errors ?? []);
        }
        if (part.Messages == 0)
            return part switch
            {
                { Verification: { } answer } => EventOutcome.AcceptedSilently with { Verification = answer },
                { TooOld: true, Advice: null } => EventOutcome.AcceptedTooOld,
                { Advice: { } advice } => EventOutcome.AcceptedSilently with { Advice = advice, TooOld = part.TooOld },
                _ => EventOutcome.AcceptedSilently,
            };
        var messages = new MessageId[part.Messages];
        for (var i = 0; i < messages.Length; i++)
            messages[i] = new(part.First.Value + i);
        return new(EventStatus.Accepted, messages, []) { Verification = part.Verification, Advice = part.Advice };
    }
}
