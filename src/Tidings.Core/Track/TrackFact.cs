using Tidings.Core.Deliver.Retry;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Track;

/// <summary>What can become known of a segment, as the state table sees it.</summary>
public enum TrackFact : byte
{
    Accepted = 0,
    Retry,
    Unreachable,
    Refused,
    OutOfTime,
    InDoubtAgain,
    InDoubtDropped,
    /// <summary>A receipt: scheduled, enroute or accepted.</summary>
    ReportedUnderWay,
    /// <summary>A receipt: enroute with an error, or unknown. The carrier may go on trying.</summary>
    ReportedTrouble,
    ReportedDelivered,
    ReportedExpired,
    ReportedUndeliverable,
    /// <summary>A receipt: deleted, rejected or skipped.</summary>
    ReportedRefused,
}

/// <summary>Reads stored facts as the state table's columns.</summary>
public static class TrackFacts
{
    public static TrackFact Of(in SubmissionRow row) => row.Result switch
    {
        SubmissionResult.Accepted => TrackFact.Accepted,
        SubmissionResult.Retry or SubmissionResult.RefusedHere or SubmissionResult.Unreported => TrackFact.Retry,
        SubmissionResult.Rejected => CommandStatusTable.ClassOf(row.Status) == ErrorClass.Unreachable ? TrackFact.Unreachable : TrackFact.Refused,
        SubmissionResult.RejectedNumber => TrackFact.Unreachable,
        SubmissionResult.RejectedText => TrackFact.Refused,
        SubmissionResult.Expired or SubmissionResult.ExpiredPaused or SubmissionResult.Stopped or SubmissionResult.Closed => TrackFact.OutOfTime,
        SubmissionResult.InDoubtAgain or SubmissionResult.ClaimedAgain => TrackFact.InDoubtAgain,
        SubmissionResult.InDoubtDropped or SubmissionResult.InDoubtSpent => TrackFact.InDoubtDropped,
        _ => throw new ArgumentOutOfRangeException(nameof(row), row.Result, null),
    };

    /// <summary>message_state: SMPP 3.4 §5.2.28, with 5.0's 0 (scheduled) and 9 (skipped). A value of the carrier's own counts as trouble.</summary>
    public static TrackFact Of(in ReceiptRow row) => row.State switch
    {
        0 or 6 => TrackFact.ReportedUnderWay,
        1 => HasError(row.Error) ? TrackFact.ReportedTrouble : TrackFact.ReportedUnderWay,
        2 => TrackFact.ReportedDelivered,
        3 => TrackFact.ReportedExpired,
        5 => TrackFact.ReportedUndeliverable,
        4 or 8 or 9 => TrackFact.ReportedRefused,
        _ => TrackFact.ReportedTrouble,
    };

    /// <summary>Whether a receipt with this message_state says how it ended.</summary>
    public static bool Ends(byte state) => state is 2 or 3 or 4 or 5 or 8 or 9;

    static bool HasError(string? error) => !string.IsNullOrEmpty(error) && error.AsSpan().ContainsAnyExcept('0');
}
