using Tidings.Core.Deliver;
using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What a bind does where there is more than one carrier; where there is one, nothing of it is.</summary>
internal sealed partial class BindPump
{
    /// <summary>Texts that this carrier does not get: their facts are to be durable before another bind may have them.</summary>
    readonly List<Outgoing> _elsewhere = [];

    /// <summary>Texts without a receipt in time, of which this is to be durable before another carrier may have them.</summary>
    readonly List<WatchedText> _unreported = [];

    /// <summary>What an answer says of the carrier, not of the text.</summary>
    void Learn(in Answer answer, SubmissionResult result, Outgoing message)
    {
        if (_carrier.Stand is not { } stand)
            return;
        if (answer.Kind != AnswerKind.Response || _carrier.Retry.IsTrouble(answer.Status))
            stand.Breaker.Trouble();
        else if (!_carrier.Retry.IsThrottling(answer.Status))
            stand.Breaker.Well();
        if (result == SubmissionResult.Accepted)
            stand.Health.Accepted(_carrier.Outbox.Router!.CountryOf(message.Message));
    }

    /// <summary>Others go first from now on. True: one takes it at once, and no pause is needed for this carrier's sake.</summary>
    bool AvoidHere(Outgoing message) => _carrier.Outbox.Router is { } router && router.Avoid(message, _carrier.Index);

    /// <summary>True: another carrier may still take it.</summary>
    bool Spend(Outgoing message) => _carrier.Outbox.Router is { } router && router.Spend(message, _carrier.Index);

    /// <summary>This carrier cannot have it in any form. True: another may.</summary>
    bool GoesElsewhere(Outgoing message, DateTimeOffset now, int status = 0)
    {
        if (!Spend(message))
            return false;
        _facts.Add(new(message.Id, FirstMissing(message), ++message.Attempt, now, _bind, SubmissionResult.RefusedHere, null, status, Settles: false));
        _elsewhere.Add(message);
        return true;
    }

    /// <summary>A code that this carrier could bring after its validity: by another, or by none.</summary>
    bool TooLateHere(Outgoing message, DateTimeOffset now)
    {
        if (GoesElsewhere(message, now, HttpErrorTable.ValidityTooShort))
            return false;
        _facts.Add(new(message.Id, FirstMissing(message), message.Attempt + 1, now, _bind, SubmissionResult.Expired, null, HttpErrorTable.ValidityTooShort, Settles: true));
        _carrier.Metrics.Expired.Add(1);
        _over.Add(message);
        return false;
    }

    /// <summary>It is to be said, and this carrier makes no calls: by another, or by none. It never becomes a text.</summary>
    bool CannotSay(Outgoing message, DateTimeOffset now)
    {
        if (GoesElsewhere(message, now, HttpErrorTable.MakesNoCalls))
            return false;
        _facts.Add(new(message.Id, FirstMissing(message), message.Attempt + 1, now, _bind, SubmissionResult.Rejected, null, HttpErrorTable.MakesNoCalls, Settles: true));
        _carrier.Metrics.Rejected.Add(1);
        _over.Add(message);
        return false;
    }

    /// <summary>As a reference is remembered elsewhere, and where it went and when: a receipt then says how the carrier does there.</summary>
    void RememberWhere(UInt128 key, MessageId message, int segment, int lastDigits)
    {
        var country = _carrier.Queue.Find(message) is { Place: OutgoingPlace.Bind } found ? _carrier.Outbox.Router!.CountryOf(found.Message) : (byte)0;
        var health = _carrier.Stand!.Health;
        // Before its name is known: its receipt may be among those that wait for it.
        health.Taken(country);
        if (_carrier.References.Add(key, message, segment, lastDigits, country, Second()) is { } forgotten)
            health.Forgotten(forgotten.Country, Since(forgotten.Second));
    }

    /// <summary>Never 0, which says that it is not known.</summary>
    ushort Second() => (ushort)(_time.GetTimestamp() / _time.TimestampFrequency % ushort.MaxValue + 1);

    /// <summary>The seconds begin anew after some eighteen hours: what took longer counts as less. When it was stored would say nothing, since it may have waited for its time.</summary>
    TimeSpan Since(ushort second) => TimeSpan.FromSeconds((Second() - second + ushort.MaxValue) % ushort.MaxValue);

    /// <summary>What a receipt says of the carrier, and that it came.</summary>
    void Learn(in ReceiptRow row, in ReceiptMatch match)
    {
        if (_carrier.Stand is not { } stand)
            return;
        _carrier.Outbox.Watch?.Reported(row.Message);
        if (match.Second == 0)
            return;
        if (match.IsFirstEnd)
            stand.Health.Reported(match.Country, Since(match.Second));
        switch (TrackFacts.Of(row))
        {
            case TrackFact.ReportedDelivered:
                stand.Health.Delivered(match.Country, Since(match.Second));
                break;
            case TrackFact.ReportedExpired or TrackFact.ReportedUndeliverable or TrackFact.ReportedRefused:
                stand.Health.Failed(match.Country);
                break;
        }
    }

    /// <summary>A text that the carrier took whole: where its class wants a receipt in time, and another carrier could have it, it is watched.</summary>
    void AwaitReceipt(Outgoing message)
    {
        // A phone that rings is not reported yet, and must not ring twice.
        if (message.Message.Channel == MessageChannel.Voice)
            return;
        if (_carrier.Outbox is not { Watch: not null, Router: { } router } || !router.ReceiptWithin.TryGetValue(message.Message.Class, out var within))
            return;
        var tried = message.Spent.With(_carrier.Index);
        if (router.HasOther(message.Message, tried))
            _carrier.Queue.Watch(_carrier.Index, new(message.Id, message.Chain, message.Message, tried, message.Attempt), within);
    }

    void GiveUpWaiting(DateTimeOffset now)
    {
        if (_carrier.Outbox.Watch is not { } watch || _stopping)
            return;
        var from = _unreported.Count;
        watch.TakeDue(_carrier.Index, _unreported);
        for (var i = _unreported.Count - 1; i >= from; i--)
        {
            var text = _unreported[i];
            if (Validity.IsOver(text.Message.ValidUntil, now))
            {
                watch.Reported(text.Id);
                _unreported.RemoveAt(i);
                continue;
            }
            _unreported[i] = text with { Attempt = text.Attempt + 1 };
            _facts.Add(new(text.Id, 0, text.Attempt + 1, now, _bind, SubmissionResult.Unreported, null, 0, Settles: false));
            _carrier.Metrics.Unreported.Add(1);
        }
    }
}
