using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Verify;

namespace Tidings.Server.Tell;

/// <summary>Which of a unit's facts somebody outside may want to hear of.</summary>
internal static class FactFeed
{
    /// <summary>Of submissions those that change what a receiver knows; of receipts all.</summary>
    public static List<FeedEntry> Of(List<SubmissionRow> submissions, List<ReceiptRow> receipts)
    {
        var feed = new List<FeedEntry>(submissions.Count + receipts.Count);
        foreach (var row in submissions)
            // What goes again has told nobody anything yet.
            if (row.Result is not (SubmissionResult.Retry or SubmissionResult.InDoubtAgain or SubmissionResult.ClaimedAgain or SubmissionResult.RefusedHere or SubmissionResult.Unreported))
                feed.Add(new(FeedKind.Submission, row.Message, row.Segment, row.At));
        foreach (var row in receipts)
            feed.Add(new(FeedKind.Receipt, row.Message, row.Segment, row.At));
        return feed;
    }

    /// <summary>Of a decided event its suppressions, whether it is a customer's text, whether a verification ended by it, its questions about unusual payments, and whether the customer's wishes are others now.</summary>
    /// <param name="before">The customer as he was; null: not registered.</param>
    /// <param name="questions">How many the row names.</param>
    public static void Add(List<FeedEntry> feed, MessageId row, BankEvent happened, Decided decided, CustomerProfile? before, int questions, DateTimeOffset now)
    {
        for (var i = 0; i < decided.Suppressions.Count; i++)
            feed.Add(new(FeedKind.Suppression, row, i, now));
        if (happened.Reply is not null)
            feed.Add(new(FeedKind.Reply, row, 0, now));
        // How one ends that nothing was sent for is nobody's news.
        if (decided.Verification is { Now: { Status: not VerificationStatus.Pending, GoesNowhere: false } })
            feed.Add(new(FeedKind.Verification, row, 0, now));
        // One that the bank began itself is no news to it.
        else if (happened.Begins is not null && decided.Verification is { Outcome: VerificationOutcome.Done, Now.To: not null })
            feed.Add(new(FeedKind.Verification, row, 0, now));
        for (var i = 0; i < questions; i++)
            feed.Add(new(FeedKind.Fraud, row, i, now));
        if (happened.Type == EventTypes.CustomerClosed)
            OfClosing(feed, row, decided, now);
        foreach (var change in decided.Delta.Changes)
            if ((change is ProfileRegistered registered && Differ(before, registered.Profile)) || change is ReplyHeard { Effect: not ReplyEffect.None })
                feed.Add(new(FeedKind.Preferences, row, 0, now));
    }

    /// <summary>Each by its place among those that the row names.</summary>
    static void OfClosing(List<FeedEntry> feed, MessageId row, Decided decided, DateTimeOffset now)
    {
        var place = 0;
        foreach (var change in decided.Delta.Changes)
        {
            if (change is not VerificationKept kept)
                continue;
            if (!kept.Verification.GoesNowhere)
                feed.Add(new(FeedKind.Verification, row, place, now));
            place++;
        }
    }

    static bool Differ(CustomerProfile? before, CustomerProfile after) =>
        (before?.MarketingOptOut ?? false) != after.MarketingOptOut || before?.QuietHours != after.QuietHours
        || !(before?.Preferences ?? []).SequenceEqual(after.Preferences);
}
