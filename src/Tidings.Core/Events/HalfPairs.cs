using System.Globalization;
using System.Text.Json;

namespace Tidings.Core.Events;

/// <summary>
/// Half of a surrogate pair, escaped: it is JSON by its grammar (RFC 8259 §8.2) and yet no text, so that the framework's readers throw when they are
/// asked for it. Who compares or takes an escaped string looks here first.
/// </summary>
public static class HalfPairs
{
    /// <summary>Whether the inside of a JSON string, as it is written, escapes half a pair. Its escapes are known to be complete.</summary>
    public static bool In(ReadOnlySpan<byte> written)
    {
        var high = false;
        for (var at = 0; at < written.Length;)
        {
            var unit = 0;
            var length = 1;
            if (written[at] == '\\')
            {
                var isUnit = at + 1 < written.Length && written[at + 1] == 'u';
                length = isUnit ? 6 : 2;
                if (isUnit && !(at + 6 <= written.Length && int.TryParse(written.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit)))
                    return true;
            }
            var low = unit is >= 0xDC00 and <= 0xDFFF;
            if (low != high)
                return true;
            high = unit is >= 0xD800 and <= 0xDBFF;
            at += length;
        }
        return high;
    }

    /// <summary>The first string or name of a document that has one: its place in the document, from 0; −1 for none.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static long FirstIn(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && In(reader.ValueSpan))
                return reader.TokenStartIndex;
        return -1;
    }
}
