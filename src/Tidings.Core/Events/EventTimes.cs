namespace Tidings.Core.Events;

/// <summary>How far an event's time may be from ours.</summary>
public static class EventTimes
{
    /// <summary>Clocks differ, and dates without a time stand for noon; what lies further ahead has not happened.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(24);

    public const string TooFarWhy = "It is more than 24 hours ahead of now.";
    public const string TooFarFix = "Send what has happened, and look at the sender's clock and time zone.";

    public static bool IsTooFarAhead(DateTimeOffset time, DateTimeOffset now) => time > now + MostAhead;
}
