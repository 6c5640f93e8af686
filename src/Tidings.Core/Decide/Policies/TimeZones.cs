using System.Collections.Concurrent;

namespace Tidings.Core.Decide.Policies;

/// <summary>Time zones by IANA name. Only known names are kept, so that unknown ones cannot fill the memory.</summary>
internal static class TimeZones
{
    static readonly ConcurrentDictionary<string, TimeZoneInfo> Known = new(StringComparer.Ordinal);

    public static TimeZoneInfo? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (Known.TryGetValue(name, out var zone))
            return zone;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
            return null;
        return Known.GetOrAdd(name, zone);
    }

    /// <summary>The customer's zone, or the bank's where he has none that is known.</summary>
    public static TimeZoneInfo Of(string? name, BankSettings bank) => Find(name) ?? Find(bank.DefaultTimeZone) ?? TimeZoneInfo.Utc;
}
