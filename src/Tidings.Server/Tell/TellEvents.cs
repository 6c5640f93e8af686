namespace Tidings.Server.Tell;

/// <summary>The kinds of events that a receiver may subscribe to. Stable, for machines.</summary>
internal static class TellEvents
{
    public const string Accepted = "message.accepted", Delivered = "message.delivered", Failed = "message.failed", Expired = "message.expired",
        Suppressed = "message.suppressed", Preferences = "preferences.changed", Reply = "reply.received", Verification = "verification.ended", VerificationBegun = "verification.begun",
        ClassPaused = "class.paused", ClassResumed = "class.resumed",
        FraudAsked = "fraud.asked", FraudDenied = "fraud.denied", FraudConfirmed = "fraud.confirmed", FraudUnanswered = "fraud.unanswered";

    public static IReadOnlyList<string> All { get; } = [Accepted, Delivered, Failed, Expired, Suppressed, Preferences, Reply, Verification, VerificationBegun, ClassPaused, ClassResumed, FraudAsked, FraudDenied, FraudConfirmed, FraudUnanswered];
}
