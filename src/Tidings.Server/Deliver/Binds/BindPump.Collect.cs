using Tidings.Core.Deliver;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>The half that turns what came in into facts.</summary>
internal sealed partial class BindPump
{
    /// <summary>Of a segment one on the way and one that ends it.</summary>
    const int ReceiptsOfOne = 2;

    readonly Queue<WaitingReceipt> _waiting = new();

    void Collect()
    {
        var (answers, receipts, resolved) = _inbox.Take();
        var now = _time.GetUtcNow();
        foreach (var answer in answers)
        {
            if (answer.Kind is AnswerKind.Response or AnswerKind.Late)
                _silence = 0;
            if (answer.Kind == AnswerKind.Late)
                Late(answer, now);
            else if (_window.TryFind(answer.Token, out var index))
                Answered(index, answer, now);
        }
        EndSilentSession();
        foreach (var receipt in receipts)
        {
            if (!_carrier.References.TryMatchOrWait(receipt, _wait, out var match))
                continue;
            // Whoever recorded a callback may bring it as often as he likes: the store is asked whether it was said already.
            if (match.IsGuess || receipt.Bearer.IsCallback)
                _ = Check(new(receipt, _inbox, _signal.Set, since: 0), match);
            else
                Matched(receipt, match, now);
        }
        var unmatched = 0;
        foreach (var receipt in resolved)
            unmatched += Resolved(receipt, now);
        if (unmatched > 0)
            DeliverLog.Unmatched(_carrier.Log, _carrier.Name, unmatched);
        AskForOverdue();
        GiveUpWaiting(now);
    }

    void Answered(int index, in Answer answer, DateTimeOffset now)
    {
        ref var slot = ref _window[index];
        var message = slot.Message!;
        _answered.Add(index);
        _pace.Ease(answer.Congestion);
        var result = answer.Kind != AnswerKind.Response
            ? NoAnswer(message, slot, answer)
            : answer.Status == 0 ? SubmissionResult.Accepted : Refused(message, slot.Attempt, answer);
        Learn(answer, result, message);
        if (result == SubmissionResult.Accepted)
        {
            message.Accepted |= 1u << slot.Segment;
            _carrier.Metrics.Accepted.Add(1);
        }
        var settles = !message.Settled && result switch
        {
            SubmissionResult.Accepted => message.AllAccepted,
            SubmissionResult.Rejected or SubmissionResult.RejectedNumber or SubmissionResult.RejectedText or SubmissionResult.InDoubtDropped or SubmissionResult.InDoubtSpent => true,
            _ => false,
        };
        if (result == SubmissionResult.Accepted)
        {
            // Watched before its name is known: its receipt may be among those that wait for it.
            if (settles)
                AwaitReceipt(message);
            Remember(answer, message.Id, slot.Segment, ReceivedReceipt.LastDigitsOf(message.Message.To.Digits), isLate: message.Message.NotBefore is not null);
        }
        // Only now: a receipt that waits for its name waits while any segment that may be its own has no answer.
        slot.State = SlotState.Answered;
        message.Settled |= settles;
        _facts.Add(new(message.Id, slot.Segment, slot.Attempt, now, _bind, result, answer.Reference, answer.Status, settles));
    }

    SubmissionResult Refused(Queue.Outgoing message, int attempt, in Answer answer)
    {
        var status = answer.Status;
        var doubt = _carrier.Retry.LeavesDoubt(status);
        if (doubt)
            _carrier.Metrics.InDoubt.Add(1);
        // An alert is told rather twice than not at all, and goes again as one that was refused: the carrier answers, so that pauses that grow do not hurt it.
        if (doubt && !InDoubtRule.GoesAgain(message.Message.Class))
            return SubmissionResult.InDoubtDropped;
        if (message.RefusedAt != attempt && !_carrier.Retry.IsThrottling(status))
            (message.RefusedAt, message.Refusals) = (attempt, message.Refusals + 1);
        switch (_carrier.Retry.Decide(status, message.Refusals, _jitter.NextDouble()))
        {
            case RetryDecision.Again again:
                var after = Longer(again.After, answer.After);
                if (!AvoidHere(message) && after > message.Pause)
                    message.Pause = after;
                if (again.SlowDown)
                    _pace.SlowDown(after);
                _carrier.Metrics.Retried.Add(1);
                if (doubt)
                    _carrier.Metrics.DuplicatesRisked.Add(1);
                return SubmissionResult.Retry;
            case RetryDecision.NeverHere when Spend(message):
                _carrier.Metrics.Retried.Add(1);
                return SubmissionResult.RefusedHere;
            default:
                _carrier.Metrics.Rejected.Add(1);
                return _carrier.Retry.Recorded(status);
        }
    }

    /// <summary>The carrier may ask for a longer pause than ours.</summary>
    static TimeSpan Longer(TimeSpan ours, ushort seconds) => seconds > ours.TotalSeconds ? TimeSpan.FromSeconds(seconds) : ours;

    /// <param name="isLate">The mark of dispatch may have passed it: after a crash nobody would look for it among what memory had.</param>
    void Remember(in Answer answer, MessageId message, int segment, int lastDigits, bool isLate)
    {
        if (answer.Reference is null)
            return;
        if (_carrier.Stand is null)
            _carrier.References.Add(answer.Key, message, segment, lastDigits);
        else
            RememberWhere(answer.Key, message, segment, lastDigits);
        (isLate ? _lateReferences : _references).Add(new(LookupKey.OfReference(_carrier.Name, answer.Key), message, segment));
    }

    void Matched(in ReceivedReceipt receipt, in ReceiptMatch match, DateTimeOffset now)
    {
        var row = new ReceiptRow(match.Message, match.Segment, match.Order, now, receipt.State, receipt.Error);
        _receiptRows.Add(row);
        if (_options.Audited)
            _audit.Add(row);
        _toAnswer.Add(receipt.Bearer);
        Learn(row, match);
    }

    WaitingReceipt Wait(ReceivedReceipt receipt)
    {
        var now = _time.GetTimestamp();
        var waiting = new WaitingReceipt(receipt, _inbox, _signal.Set, now) { Deadline = now + Patience };
        _waiting.Enqueue(waiting);
        return waiting;
    }

    long Patience => (long)(_options.ReceiptPatience.TotalSeconds * _time.TimestampFrequency);

    /// <summary>1: it matches nothing, and nothing will be known of it.</summary>
    int Resolved(WaitingReceipt receipt, DateTimeOffset now)
    {
        if (receipt.IsRepeated)
        {
            receipt.Received.Bearer.Answer(durable: true);
            return 0;
        }
        if (receipt.Match is { } match)
        {
            Matched(receipt.Received, match, now);
            return 0;
        }
        // Counted before the carrier hears of it: who asks after the answer finds it.
        if (!receipt.Failed)
            _carrier.Metrics.ReceiptsUnmatched.Add(1);
        receipt.Received.Bearer.Answer(durable: !receipt.Failed);
        return receipt.Failed ? 0 : 1;
    }

    TimeSpan UntilOverdue()
    {
        while (_waiting.TryPeek(out var first) && first.IsResolved)
            _waiting.Dequeue();
        if (!_waiting.TryPeek(out var next))
            return Idle;
        var left = TimeSpan.FromSeconds((next.Deadline - _time.GetTimestamp()) / (double)_time.TimestampFrequency);
        return left < Shortest ? Shortest : left;
    }

    /// <summary>
    /// Whose response has not come by now belongs to an older message than memory knows, or to none. But while a segment that left before the receipt came has no answer, it may be that one's: it waits on, which the time
    /// of an answer ends; but where more wait than there are such segments, others' are among them, and hold up what the carrier has behind them.
    /// </summary>
    void AskForOverdue()
    {
        List<WaitingReceipt>? overdue = null;
        long? unanswered = null;
        var now = _time.GetTimestamp();
        while (_waiting.TryPeek(out var receipt) && (receipt.IsResolved || receipt.Deadline <= now))
        {
            _waiting.Dequeue();
            if (receipt.IsResolved)
                continue;
            unanswered ??= WaitedFor();
            if (unanswered <= receipt.Since)
            {
                receipt.Deadline = now + Patience;
                _waiting.Enqueue(receipt);
            }
            else if (_carrier.References.StopWaiting(receipt))
            {
                (overdue ??= []).Add(receipt);
            }
        }
        if (overdue is not null)
            _ = LookUp(overdue);
    }

    /// <summary>The timestamp of the oldest segment that receipts may be waiting for; where there is none, the highest.</summary>
    long WaitedFor()
    {
        var (segments, oldest) = _carrier.Unanswered();
        return Patience > 0 && _waiting.Count(static receipt => !receipt.IsResolved) < ReceiptsOfOne * segments ? oldest : long.MaxValue;
    }
}
