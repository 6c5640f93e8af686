using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

/// <summary>A caller's events on their way to their partitions, and the outcomes as they come back.</summary>
internal sealed class PendingAccept(int events)
{
    readonly EventOutcome?[] _outcomes = new EventOutcome?[events];
    readonly TaskCompletionSource<EventOutcome[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // One more than the parts: the caller itself, until it has sent all of them.
    int _open = 1;

    public Task<EventOutcome[]> Answer => _answer.Task;

    public void Expect(int parts) => Interlocked.Add(ref _open, parts);

    public void Set(int index, EventOutcome outcome)
    {
        lock (_outcomes)
            _outcomes[index] = _outcomes[index] is { } other ? Join(other, outcome) : outcome;
    }

    /// <summary>The outcome of one holder's part.</summary>
    public void Set(int index, string holder, EventOutcome outcome) =>
        Set(index, outcome.Status != EventStatus.Refused ? outcome : outcome with { NotTold = [.. outcome.Errors.Select(error => new HolderNotTold(holder, error))] });

    public void PartDone()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _answer.TrySetResult(_outcomes!);
    }

    /// <summary>
    /// An event of several holders: not accepted until every part is, so that a retry completes what is missing; what was accepted before is a
    /// repetition then. It is refused where every holder's part is; otherwise the answer names those who were not told.
    /// </summary>
    static EventOutcome Join(EventOutcome a, EventOutcome b)
    {
        var status = (a.Status, b.Status) switch
        {
            (EventStatus.Busy, _) or (_, EventStatus.Busy) => EventStatus.Busy,
            (EventStatus.Accepted, _) or (_, EventStatus.Accepted) => EventStatus.Accepted,
            (EventStatus.Duplicate, _) or (_, EventStatus.Duplicate) => EventStatus.Duplicate,
            _ => EventStatus.Refused,
        };
        return new(status, [.. a.Messages, .. b.Messages], status is EventStatus.Refused or EventStatus.Busy ? [.. ErrorsOf(a, status), .. ErrorsOf(b, status)] : []) { NotTold = [.. a.NotTold, .. b.NotTold], TooOld = a.TooOld || b.TooOld, Begun = a.Begun ?? b.Begun, Advice = a.Advice ?? b.Advice };
    }

    static IReadOnlyList<FieldError> ErrorsOf(EventOutcome part, EventStatus whole) => part.Status == whole ? part.Errors : [];
}
