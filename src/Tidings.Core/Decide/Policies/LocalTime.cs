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
        if (zone.IsInvalidTime(local))
            return EndOfGap(local, zone);
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        var first = new DateTimeOffset(local, offsets.Max()).ToUniversalTime();
        return first > after ? first : new DateTimeOffset(local, offsets.Min()).ToUniversalTime();
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
