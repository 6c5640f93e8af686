using System.Text.Json;
using System.Text.Unicode;
using Tidings.Core.Events;

namespace Tidings.Server.Deliver.Http;

/// <summary>Reads values out of a carrier's JSON by their place: <c>messages/0/id</c>.</summary>
internal static class JsonAt
{
    /// <summary>Null: it is no JSON, or its texts are none: the framework would throw when one of them is read.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Utf8.IsValid(body.Span) && HalfPairs.FirstIn(body.Span) < 0 ? JsonDocument.Parse(body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text, number or truth value as it is written. Null: there is none.</summary>
    public static string? Text(JsonElement from, string place)
    {
        foreach (var part in place.Split('/'))
        {
            if (Step(from, part) is not { } next)
                return null;
            from = next;
        }
        return from.ValueKind switch
        {
            JsonValueKind.String => from.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => from.GetRawText(),
            _ => null,
        };
    }

    public static int? Number(JsonElement from, string place) =>
        int.TryParse(Text(from, place), System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The elements of a list; none where there is no list.</summary>
    public static IEnumerable<JsonElement> List(JsonElement from, string name) =>
        Step(from, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    static JsonElement? Step(JsonElement from, string part) => from.ValueKind switch
    {
        JsonValueKind.Object => from.TryGetProperty(part, out var member) ? member : null,
        JsonValueKind.Array => int.TryParse(part, out var index) && index >= 0 && index < from.GetArrayLength() ? from[index] : null,
        _ => null,
    };
}
