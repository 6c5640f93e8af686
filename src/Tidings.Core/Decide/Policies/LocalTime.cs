namespace Tidings.Core.Decide.Policies;

/// <summary>From what a clock on the wall shows to the moment at which it does, where clocks are put forward and back.</summary>
internal static class LocalTime
{
    /// <summary>
    /// The moment at which the wall shows <paramref name="local"/>. Shown twice (the clock is put back): the first, or the second where
    /// the first is not after <paramref name="after"/>. Never shown (the clock is put forward over it): the moment at which the clock is put forward.
    /// </summary>
    public static DateTimeOffset Moment(DateTime local, TimeZoneInfo zone, DateTimeOffset after = default)
    {
        // Not by IsInvalidTime: it knows of clocks put forward for the summer, not of countries that change their zone.
        var asUtc = new DateTimeOffset(local, TimeSpan.Zero);
        var first = asUtc - zone.GetUtcOffset(asUtc.AddHours(-26));
        var second = asUtc - zone.GetUtcOffset(asUtc.AddHours(26));
        if (second < first)
            (first, second) = (second, first);
        var (firstShown, secondShown) = (Local(first, zone) == local, Local(second, zone) == local);
        if (firstShown && (first > after || !secondShown))
            return first;
        return secondShown ? second : EndOfGap(local, zone);
    }

    public static DateTime Local(DateTimeOffset moment, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(moment, zone).DateTime;

    // Before the gap the wall shows less than the time asked for, after it more: halve the day around it until they meet.
    static DateTimeOffset EndOfGap(DateTime local, TimeZoneInfo zone)
    {
        var middle = new DateTimeOffset(local, TimeSpan.Zero);
        var (before, after) = (middle.AddHours(-38), middle.AddHours(38));
        while (after - before > TimeSpan.FromSeconds(1))
        {
            var between = new DateTimeOffset((before.Ticks + after.Ticks) / 2 / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
            if (between == before)
                break;
            if (Local(between, zone) < local)
                before = between;
            else
                after = between;
        }
        return after;
    }
}
