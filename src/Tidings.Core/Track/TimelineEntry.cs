using Tidings.Core.Deliver.Retry;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Track;

/// <summary>One line of a message's timeline.</summary>
/// <param name="Code">Stable, for machines.</param>
/// <param name="Segment">From 0; null for the whole message.</param>
/// <param name="Words">For people.</param>
/// <param name="Error">The carrier's raw error; null where there was none.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Code, int? Segment, string Words, string? Error)
{
    public static TimelineEntry Stored(MessageId id, Message message) => new(id.At, "stored", null,
        message.NotBefore is { } notBefore ? $"decided and stored; not to be sent before {notBefore:u}" : "decided and stored", null);

    public static TimelineEntry Of(in SubmissionRow row)
    {
        var error = row.Status == 0 ? null : CommandStatusTable.Describe(row.Status);
        return row.Result switch
        {
            SubmissionResult.Accepted => new(row.At, "accepted", row.Segment, "the carrier has taken it", null),
            SubmissionResult.Retry => new(row.At, "retry", row.Segment, "the carrier refused it for now; it goes again", error),
            SubmissionResult.RefusedHere when row.Status == 0 =>
                new(row.At, "refused-here", row.Segment, "it cannot be encoded for this carrier; it goes by another", null),
            SubmissionResult.RefusedHere when row.Status == HttpErrorTable.CarriersSender =>
                new(row.At, "withheld-here", row.Segment, "it is not given to this carrier; it goes by another", error),
            SubmissionResult.RefusedHere => new(row.At, "refused-here", row.Segment, "this carrier refused it for good; it goes by another", error),
            SubmissionResult.Unreported =>
                new(row.At, "unreported", row.Segment, "the carrier has reported nothing in time; it goes by another too, and may arrive twice", null),
            SubmissionResult.Rejected when row.Status == 0 =>
                new(row.At, "not-encodable", row.Segment, "it cannot be encoded for this carrier; it was never sent", null),
            SubmissionResult.Rejected when row.Status is HttpErrorTable.Withheld or HttpErrorTable.CarriersSender =>
                new(row.At, "withheld", row.Segment, "withheld at the exit; it was never sent", error),
            SubmissionResult.Rejected => new(row.At, "rejected", row.Segment, "refused for good", error),
            SubmissionResult.Expired => new(row.At, "expired", row.Segment, "its validity ended before the carrier took it; it is not sent", error),
            SubmissionResult.ExpiredPaused => new(row.At, "expired-paused", row.Segment, "its class was paused until its validity ended; it is not sent", null),
            SubmissionResult.Stopped => new(row.At, "stopped", row.Segment, "the customer wrote STOP while it waited; it is not sent", null),
            SubmissionResult.Closed => new(row.At, "closed", row.Segment, "the bank closed the customer while it waited; it is not sent", null),
            SubmissionResult.InDoubtAgain => new(row.At, "in-doubt-again", row.Segment, "sent without an answer; it goes again and may arrive twice", null),
            SubmissionResult.ClaimedAgain =>
                new(row.At, "in-doubt-again", row.Segment, "perhaps sent just before its sender ended; it goes again and may arrive twice", null),
            SubmissionResult.InDoubtSpent => new(row.At, "in-doubt-spent", row.Segment, "sent again without an answer; it goes no more", null),
            SubmissionResult.InDoubtDropped when row.Status != 0 =>
                new(row.At, "in-doubt-dropped", row.Segment, "the carrier broke while it had it, and may have sent it; a code is not repeated", error),
            SubmissionResult.InDoubtDropped => new(row.At, "in-doubt-dropped", row.Segment, "sent without an answer; a code is not repeated", null),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row.Result, null),
        };
    }

    public static TimelineEntry Of(in ReceiptRow row) => TrackFacts.Of(row) switch
    {
        TrackFact.ReportedUnderWay => new(row.At, "receipt-under-way", row.Segment, "the carrier reports that it is under way", NoZeros(row.Error)),
        TrackFact.ReportedTrouble => new(row.At, "receipt-trouble", row.Segment, "the carrier reports that it could not deliver it for now", row.Error),
        TrackFact.ReportedDelivered => new(row.At, "receipt-delivered", row.Segment, "the carrier reports that the phone has it", NoZeros(row.Error)),
        TrackFact.ReportedExpired => new(row.At, "receipt-expired", row.Segment, "the carrier reports that its validity ended", row.Error),
        TrackFact.ReportedUndeliverable => new(row.At, "receipt-undeliverable", row.Segment, "the carrier reports that it cannot be delivered", row.Error),
        TrackFact.ReportedRefused => new(row.At, "receipt-refused", row.Segment, "the carrier reports that it rejected or deleted it", row.Error),
        var other => throw new ArgumentOutOfRangeException(nameof(row), other, null),
    };

    // Carriers write err:000 where all went well.
    static string? NoZeros(string? error) => error.AsSpan().ContainsAnyExcept('0') ? error : null;
}
