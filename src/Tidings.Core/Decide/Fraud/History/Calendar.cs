namespace Tidings.Core.Decide.Fraud.History;

/// <summary>Hours and days by the customer's clock.</summary>
internal static class Calendar
{
    public static int HourOf(in Payment payment) => (int)(Floor(payment.Local, Seconds.Hour) % 24 + 24) % 24;

    /// <summary>Saturday or Sunday.</summary>
    public static bool IsWeekend(in Payment payment)
    {
        // 1970 began on a Thursday.
        var weekday = (Floor(payment.Local, Seconds.Day) + 3) % 7;
        return weekday is 5 or 6;
    }

    /// <summary>The handbook's night: from midnight until seven.</summary>
    public static bool IsNight(in Payment payment) => HourOf(payment) <= 6;

    static long Floor(long seconds, long unit) => Math.Max(0, seconds) / unit;
}
