using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Simulator.Phone;

/// <summary>Durations as people write them: <c>250ms</c>, <c>5s</c>, <c>1.5m</c>, <c>1h</c>.</summary>
internal static class Durations
{
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        var unit = text.EndsWith("ms") ? "ms" : text.Length > 0 ? text[^1..] : "";
        var scale = unit switch
        {
            "ms" => 1.0,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => 0,
        };
        duration = TimeSpan.Zero;
        if (scale == 0 || !double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || !double.IsFinite(count))
            return false;
        var milliseconds = count * scale;
        if (milliseconds > TimeSpan.FromDays(1).TotalMilliseconds)
            return false;
        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    public static string Write(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalMilliseconds}ms");

    internal sealed class Converter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var duration)
                ? duration
                : throw new JsonException("A duration is written like 250ms, 5s, 1m or 1h.");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Durations.Write(value));
    }
}
