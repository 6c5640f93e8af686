using System.Runtime.ExceptionServices;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Tell;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Binds;

/// <summary>The half that writes and sends.</summary>
internal sealed partial class BindPump
{
    /// <summary>All that is to be durable now, in one unit; null where there is nothing.</summary>
    CommitUnit? Unit(bool taking)
    {
        var claim = taking ? _claims.Finish() : null;
        foreach (var index in _answered)
            _claims.Close(_window[index].Claim);
        var release = _claims.Release();
        var low = _mark?.Next();
        if (_facts.Count == 0 && _receiptRows.Count == 0 && claim is null && release is null && low is null)
            return null;
        return new()
        {
            Fences = _fences,
            Submissions = _facts,
            Receipts = _receiptRows,
            Lookups = _lateReferences,
            Audit = _audit.Entries,
            Feed = _options.Tell.IsOn ? FactFeed.Of(_facts, _receiptRows) : [],
            Claim = claim,
            IsAwaited = claim is not null && _toSend.Exists(IsCode),
            Release = release,
            DispatchLow = low,
        };
    }

    bool IsCode(int index) => _window[index].Message!.Message.Class == MessageClass.OneTimeCode;

    /// <summary>
    /// Writes the unit, however long the store needs to come back. While it does not, nothing leaves and nothing is answered. A fact whose number the store has already does not take along what else came in with
    /// it: it gets another (<see cref="Renumber"/>).
    /// </summary>
    async ValueTask<CommitOutcome> Commit(CommitUnit unit)
    {
        StoreConflictException? conflict = null;
        for (var renumberings = 0; ;)
        {
            try
            {
                if (conflict is not null && !await Renumber())
                    ExceptionDispatchInfo.Throw(conflict);
                conflict = null;
                _claimedAt = _time.GetTimestamp();
                return await _carrier.Store.Commit(unit);
            }
            catch (StoreConflictException failure) when (conflict is null && renumberings++ < MostRenumberings)
            {
                conflict = failure;
                continue;
            }
            catch (StoreUnavailableException failure) when (!_closed)
            {
                DeliverLog.StoreFailed(_carrier.Log, _bind, failure);
            }
            await Task.Delay(StorePause, _time);
        }
    }

    /// <summary>
    /// What there was to write is durable: slots are free, messages done or on their way back, receipts answered. Also where there was nothing: what has not
    /// left has no fact, and its slot must not be counted a second time.
    /// </summary>
    void Settle()
    {
        // Before any of them is let go of: the mark of dispatch passes none whose entry is not on its way. Not before the facts: an entry without its fact would be nobody's.
        foreach (var row in _references)
            _carrier.Lookups.Add(row.Key, row.Message, row.Segment);
        _references.Clear();
        _lateReferences.Clear();
        var done = 0;
        var most = _answered.Count + _over.Count + _reclaimed.Count;
        if (_released.Length < most)
            _released = new Outgoing[most];
        foreach (var index in _answered)
        {
            var message = _window[index].Message!;
            _window.Return(index);
            if (--message.Open > 0)
                continue;
            if (message.Settled)
                _released[done++] = message;
            else if (message.Pause > TimeSpan.Zero)
                _carrier.Queue.Pause(message, message.Pause);
            else
                _carrier.Queue.Again(message);
        }
        foreach (var message in _elsewhere)
            _carrier.Queue.Again(message);
        foreach (var message in _over)
            _released[done++] = message;
        foreach (var message in _reclaimed)
        {
            if (message.Settled)
                _released[done++] = message;
            else
                _carrier.Queue.Pause(message, _options.ResponseTimeout);
        }
        _carrier.Queue.Release(_released.AsSpan(0, done));
        Array.Clear(_released, 0, done);

        foreach (var text in _unreported)
            _carrier.Queue.GoesAlsoElsewhere(text);
        _unreported.Clear();
        foreach (var bearer in _toAnswer)
            bearer.Answer(durable: true);
        _carrier.Metrics.ReceiptsMatched.Add(_receiptRows.Count);
        _facts.Clear();
        _receiptRows.Clear();
        _audit.Clear();
        _answered.Clear();
        _over.Clear();
        _elsewhere.Clear();
        _reclaimed.Clear();
        _toAnswer.Clear();
    }

    /// <summary>Sends what is claimed, unless the lease is over: then it goes back unsent.</summary>
    void Send()
    {
        if (_toSend.Count == 0)
            return;
        var session = _session;
        var now = _time.GetUtcNow();
        _window.Leaving = _time.GetTimestamp();
        var slots = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_toSend);
        var from = 0;
        while (from < slots.Length)
        {
            var message = _window[slots[from]].Message!;
            var to = from + 1;
            while (to < slots.Length && _window[slots[to]].Message == message)
                to++;
            var outcome = SendOutcome.Closed;
            if (session is not null && !Core.Deliver.Validity.IsOver(message.Message.ValidUntil, now))
                from += Sent(session.Send(message, _window, slots[from..to], now, _mayLeave, out outcome));
            if (outcome == SendOutcome.OutputFull)
                break;
            for (; from < to; from++)
                NotSent(slots[from], outcome);
        }
        _toSend.RemoveRange(0, from);
        if (_answered.Count > 0)
            _signal.Set();
    }

    int Sent(int segments)
    {
        _carrier.Metrics.Submitted.Add(segments);
        return segments;
    }

    /// <summary>Claimed, and known not to have left: no fact, unless the form is one that SMPP does not allow.</summary>
    void NotSent(int index, SendOutcome outcome)
    {
        ref var slot = ref _window[index];
        slot.State = SlotState.Answered;
        _answered.Add(index);
        if (outcome != SendOutcome.InvalidPdu || slot.Message!.Settled)
            return;
        slot.Message.Settled = true;
        _carrier.Metrics.Rejected.Add(1);
        _facts.Add(new(slot.Message.Id, slot.Segment, slot.Attempt, _time.GetUtcNow(), _bind, SubmissionResult.Rejected, null, 0, Settles: true));
    }

    /// <summary>
    /// This pump may not write any more. What it claimed and perhaps sent is the next owner's to judge, by the claims in the store; what has not left goes back.
    /// </summary>
    void Abandon()
    {
        _carrier.Metrics.Fenced.Add(1);
        DeliverLog.Fenced(_carrier.Log, _bind);
        foreach (var index in _toSend)
        {
            if (--_window[index].Message!.Open == 0)
                _carrier.Queue.Again(_window[index].Message!);
        }
        foreach (var message in _over.Concat(_reclaimed).Concat(_elsewhere))
            _carrier.Queue.Again(message);
        foreach (var text in _unreported)
            _carrier.Outbox.Watch?.Reported(text.Id);
    }
}
