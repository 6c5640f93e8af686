using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Core.Decide.Alerts;

/// <summary>Enum members as documents write them: <c>one-time-code</c>, <c>at-least</c>.</summary>
internal static class Kebab<T> where T : struct, Enum
{
    static readonly Dictionary<string, T> ByName =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), StringComparer.Ordinal);
    static readonly Dictionary<T, string> ByValue = ByName.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static IEnumerable<string> Names => ByName.Keys;
    public static bool TryParse(string name, out T value) => ByName.TryGetValue(name, out value);
    public static string Name(T value) => ByValue[value];
}

internal sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
