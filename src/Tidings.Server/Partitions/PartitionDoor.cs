using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Partitions;

/// <summary>
/// Where a node's events wait for one partition. While a call is on its way, what arrives is gathered and goes with the next: under load a
/// call carries many events, and alone an event does not wait.
/// </summary>
internal sealed class PartitionDoor(int partition, IGrainFactory grains, int bound, ILogger log)
{
    const int MaxBatch = 500;
    const int MaxCalls = 2;

    readonly record struct Part(BankEvent Event, PendingAccept Pending, int Index);

    readonly IPartitionGrain _grain = grains.GetGrain<IPartitionGrain>(partition);
    readonly Lock _lock = new();
    readonly Queue<Part> _waiting = new();
    int _calls;

    /// <summary>False: too much waits already, and nothing was taken.</summary>
    public bool TryEnter(BankEvent happened, PendingAccept pending, int index)
    {
        lock (_lock)
        {
            if (_waiting.Count >= bound)
                return false;
            _waiting.Enqueue(new(happened, pending, index));
            return true;
        }
    }

    /// <summary>Sends what waits, unless enough calls are under way already.</summary>
    public void Send()
    {
        while (Take() is { } parts)
            _ = Call(parts);
    }

    Part[]? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 || _calls >= MaxCalls)
                return null;
            _calls++;
            var parts = new Part[Math.Min(MaxBatch, _waiting.Count)];
            for (var i = 0; i < parts.Length; i++)
                parts[i] = _waiting.Dequeue();
            return parts;
        }
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
        lock (_lock)
            _calls--;
        Send();
    }

    static EventOutcome Outcome(in PartOutcome part)
    {
        switch (part.Status)
        {
            case EventStatus.Duplicate: return part.Verification is { } known ? EventOutcome.Duplicate with { Verification = known } : EventOutcome.Duplicate;
            case EventStatus.Busy: return part.Errors is { } why ? new(EventStatus.Busy, [], why) : EventOutcome.Busy;
            case EventStatus.Refused: return EventOutcome.Refused(part.Errors ?? []);
        }
        if (part.Messages == 0)
            return part switch
            {
                { Verification: { } answer } => EventOutcome.AcceptedSilently with { Verification = answer },
                { TooOld: true } => EventOutcome.AcceptedTooOld,
                _ => EventOutcome.AcceptedSilently,
            };
        var messages = new MessageId[part.Messages];
        for (var i = 0; i < messages.Length; i++)
            messages[i] = new(part.First.Value + i);
        return new(EventStatus.Accepted, messages, []) { Verification = part.Verification };
    }
}
