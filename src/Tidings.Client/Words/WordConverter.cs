using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Client.Words;

/// <summary>An enum as the API writes it, <c>card-payment</c>. A word that this version does not know reads as the enum's zero: a newer node must not break an older client.</summary>
internal sealed class WordConverter<T> : JsonConverter<T> where T : struct, Enum
{
    static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(static value => value, static value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
    static readonly FrozenDictionary<string, T> Values = Words.ToFrozenDictionary(static word => word.Value, static word => word.Key, StringComparer.Ordinal);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return Values.GetValueOrDefault(reader.GetString()!);
        reader.Skip();
        return default;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Words.TryGetValue(value, out var word) ? word : throw new ArgumentOutOfRangeException(nameof(value), value, null));
}
