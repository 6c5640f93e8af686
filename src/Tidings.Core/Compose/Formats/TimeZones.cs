namespace Tidings.Core.Compose.Formats;

static class TimeZones
{
    /// <param name="zone">IANA. One that the system does not know counts as UTC.</param>
    public static DateTime ToLocal(DateTimeOffset at, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found).DateTime : at.UtcDateTime;
}
