using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tidings.Core.Customers.Import;

/// <summary>What the single values of a profile may be, whichever door they come through.</summary>
public static partial class ProfileRules
{
    public const string LanguageFix = "Write a BCP 47 tag, for example \"en\" or \"tr-TR\".";
    public const string TimeZoneFix = "Write an IANA name, for example \"Europe/Istanbul\".";

    static readonly ConcurrentDictionary<string, bool> Zones = new(StringComparer.Ordinal);
    const int MostZonesKept = 2000;

    /// <summary>A BCP 47 tag by its form: <c>en</c>, <c>tr-TR</c>, <c>zh-Hant-HK</c>.</summary>
    public static bool IsLanguage(string tag) => tag.Length <= 35 && Language().IsMatch(tag);

    /// <summary>A name that the IANA database of this machine has.</summary>
    public static bool IsTimeZone(string name)
    {
        if (Zones.TryGetValue(name, out var known))
            return known;
        known = (name == "UTC" || name.Contains('/', StringComparison.Ordinal)) && name.Length <= 64
            && TimeZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
        if (Zones.Count < MostZonesKept)
            Zones.TryAdd(name, known);
        return known;
    }

    /// <summary><c>22:00</c>.</summary>
    public static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();

    // Names become file names of the machine's database: nothing but the letters that names have, and no step upwards.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimeZoneName();
}
