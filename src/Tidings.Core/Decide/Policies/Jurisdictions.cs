using System.Collections.Frozen;
using Tidings.Core.Customers;

namespace Tidings.Core.Decide.Policies;

/// <summary>The words for where a rule holds, and the countries that they stand for.</summary>
internal static class Jurisdictions
{
    public const string Everywhere = "*";

    static readonly string[] Union =
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ];

    /// <returns>Null: everywhere.</returns>
    public static FrozenSet<string>? Of(string written)
    {
        var countries = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in Words(written))
            switch (word)
            {
                case Everywhere: return null;
                case "EU": countries.UnionWith(Union); break;
                case "EEA": countries.UnionWith([.. Union, "IS", "LI", "NO"]); break;
                case "UK": countries.Add("GB"); break;
                default: countries.Add(word); break;
            }
        return countries.ToFrozenSet(StringComparer.Ordinal);
    }

    public static bool AreKnown(string written) =>
        Words(written) is { Length: > 0 } words && words.All(word => word is Everywhere or "EU" or "EEA" or "UK" || (word.Length == 2 && NumberingPlan.IsRegion(word)));

    static string[] Words(string written) => written.Split(',', StringSplitOptions.TrimEntries);
}
