using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What happens to segments that left and were not answered, or not in time.</summary>
internal sealed partial class BindPump
{
    /// <summary>So many windows of unanswered segments are remembered, as the session does it.</summary>
    const int OverdueWindows = 8;

    readonly OverdueSegments _overdue;
    readonly List<Outgoing> _reclaimed = [];
    int _silence;

    /// <summary>
    /// A text goes again once at most, and not at once: a carrier that is slow gets the time to answer, a receipt the time to come; and those that left
    /// together come apart, so that one text which makes the carrier drop the session does not take the same others with it again.
    /// </summary>
    SubmissionResult NoAnswer(Outgoing message, in Slot slot, in Answer answer)
    {
        _carrier.Metrics.InDoubt.Add(1);
        if (answer.Kind == AnswerKind.TimedOut)
        {
            _silence++;
            message.Attempt = Math.Max(message.Attempt, slot.Attempt + 1);
            _overdue.Add(answer.Token, new(message.Id, slot.Segment, slot.Attempt + 1, ReceivedReceipt.LastDigitsOf(message.Message.To.Digits)));
        }
        if (message.DoubtedAt != slot.Attempt)
            (message.DoubtedAt, message.Doubts) = (slot.Attempt, message.Doubts + 1);
        var repeats = InDoubtRule.Repeats(message.Message.Class);
        if (message.Doubts > repeats)
            return repeats == 0 ? SubmissionResult.InDoubtDropped : SubmissionResult.InDoubtSpent;
        var pause = _options.ResponseTimeout * (1 + _jitter.NextDouble());
        if (pause > message.Pause)
            message.Pause = pause;
        AvoidHere(message);
        _carrier.Metrics.DuplicatesRisked.Add(1);
        return SubmissionResult.InDoubtAgain;
    }

    /// <summary>The carrier has it after all: it does not go again, and its receipts find it. A late refusal says nothing new: it goes again, or is done with.</summary>
    void Late(in Answer answer, DateTimeOffset now)
    {
        if (!_overdue.TryTake(answer.Token, out var sent) || answer.Status != 0)
            return;
        _carrier.Metrics.AcceptedLate.Add(1);
        Remember(answer, sent.Message, sent.Segment, sent.LastDigits, isLate: true);
        var settles = false;
        if (InMemory(sent.Message) is { } message)
        {
            // It may have stood in line for another carrier, which cuts it otherwise.
            message.GoBy(_carrier.Index);
            if (!message.Encoded)
                Connector.Encode(message);
            message.Accepted |= 1u << sent.Segment;
            settles = !message.Settled && message.AllAccepted;
            message.Settled |= settles;
        }
        _facts.Add(new(sent.Message, sent.Segment, sent.Attempt, now, _bind, SubmissionResult.Accepted, answer.Reference, 0, settles));
    }

    /// <summary>The message where it is this pump's to change: in its window, or waiting to go again. Null: done with, or another bind is sending it.</summary>
    Outgoing? InMemory(MessageId id)
    {
        foreach (var message in _reclaimed)
        {
            if (message.Id == id)
                return message;
        }
        if (_window.Holds(id))
            return _carrier.Queue.Find(id);
        if (_carrier.Queue.TryReclaim(id) is { } reclaimed)
        {
            _reclaimed.Add(reclaimed);
            return reclaimed;
        }
        return null;
    }

    /// <summary>A session over which a whole window left and not one answer came is no session.</summary>
    void EndSilentSession()
    {
        if (_silence < _options.Window || _session is not { } session)
            return;
        DeliverLog.Silent(_carrier.Log, _bind, _silence);
        _silence = 0;
        session.Abort();
    }
}
