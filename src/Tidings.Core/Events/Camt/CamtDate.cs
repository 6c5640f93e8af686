using System.Globalization;

namespace Tidings.Core.Events.Camt;

/// <summary>An ISO date, with the time and the distance from UTC where the bank gave them.</summary>
public readonly record struct CamtDate(DateOnly Date, TimeOnly? Time, TimeSpan? Offset)
{
    private static readonly string[] s_zoned = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-ddK"];

    // Outside of these years nothing of today's was booked, and a zone's distance from UTC leads out of what a date can be.
    private const int FirstYear = 1990;
    private const int LastYear = 2200;

    /// <summary>Null for what is no date, or none of the years 1990 to 2200.</summary>
    public static CamtDate? Parse(string text)
    {
        var hasZone = text.EndsWith('Z') || text.Length > 10 && text.AsSpan(10).IndexOfAny('+', '-') >= 0;
        var hasTime = text.Contains('T', StringComparison.Ordinal);
        if (!DateTimeOffset.TryParseExact(
            text, s_zoned, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var moment)
            || moment.Year is < FirstYear or > LastYear)
            return null;
        return new CamtDate(
            DateOnly.FromDateTime(moment.DateTime),
            hasTime ? TimeOnly.FromDateTime(moment.DateTime) : null,
            hasZone ? moment.Offset : null);
    }

    /// <summary>The moment; where a time is missing noon is taken, where the distance from UTC is, that of <paramref name="zone"/>.</summary>
    public DateTimeOffset In(TimeZoneInfo zone)
    {
        var local = Date.ToDateTime(Time ?? new TimeOnly(12, 0));
        return new DateTimeOffset(local, Offset ?? zone.GetUtcOffset(local));
    }
}
