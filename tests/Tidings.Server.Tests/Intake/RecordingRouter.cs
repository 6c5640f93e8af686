using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Intake;

/// <summary>Takes what comes and answers as it is told; (source, id) is accepted once.</summary>
internal sealed class RecordingRouter : IEventRouter
{
    readonly Lock _lock = new();
    readonly HashSet<(string, string)> _keys = [];
    long _next = 1;

    public List<BankEvent> Taken { get; } = [];
    public Func<BankEvent, EventOutcome?> Answer { get; set; } = _ => null;
    public Func<Exception?> Failure { get; set; } = () => null;
    /// <summary>Holds every call until it is set.</summary>
    public TaskCompletionSource? Held { get; set; }

    public async ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel)
    {
        if (Held is { } held)
            await held.Task.WaitAsync(cancel);
        if (Failure() is { } failure)
            throw failure;
        lock (_lock)
            return [.. events.Select(Outcome)];
    }

    EventOutcome Outcome(BankEvent happened)
    {
        if (Answer(happened) is { } told)
            return told;
        if (!_keys.Add((happened.Source, happened.Id)))
            return EventOutcome.Duplicate;
        Taken.Add(happened);
        return new(EventStatus.Accepted, [new MessageId(_next++)], []);
    }
}
