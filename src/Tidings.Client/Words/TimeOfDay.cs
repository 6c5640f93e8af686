using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Client.Words;

/// <summary>A time of day as hours and minutes, <c>22:00</c>.</summary>
internal sealed class TimeOfDay : JsonConverter<TimeOnly>
{
    const string Form = "HH:mm";

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeOnly.TryParseExact(reader.GetString(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString(Form, CultureInfo.InvariantCulture));
}
