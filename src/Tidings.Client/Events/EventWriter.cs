using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tidings.Client.Events;

/// <summary>Events as the wire has them: the JSON event format of CloudEvents 1.0.2.</summary>
internal static class EventWriter
{
    public const string OneType = "application/cloudevents+json";
    public const string BatchType = "application/cloudevents-batch+json";

    // It is embedded in no page, so that letters may stand as they are.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] One(TidingsEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, happened);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Batch(IEnumerable<TidingsEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var happened in events)
                Write(json, happened);
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter json, TidingsEvent happened)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, happened.Id);
        json.WriteString("source"u8, happened.Source);
        json.WriteString("type"u8, happened.Data.Type);
        if (happened.Time is { } time)
            json.WriteString("time"u8, time);
        json.WritePropertyName("data"u8);
        if (happened.Data is CustomerUpdated { Clears: not CustomerMembers.None } updated)
            WriteCleared(json, updated);
        else
            JsonSerializer.Serialize(json, happened.Data, happened.Data.GetType(), EventJson.Default);
        json.WriteEndObject();
    }

    /// <summary>Null takes away, and a member that is left out stays.</summary>
    static void WriteCleared(Utf8JsonWriter json, CustomerUpdated updated)
    {
        var data = JsonSerializer.SerializeToNode(updated, EventJson.Default.CustomerUpdated)!.AsObject();
        foreach (var (member, name) in (ReadOnlySpan<(CustomerMembers, string)>)
        [
            (CustomerMembers.Language, "language"), (CustomerMembers.TimeZone, "timeZone"), (CustomerMembers.Country, "country"),
            (CustomerMembers.QuietHours, "quietHours"), (CustomerMembers.Preferences, "preferences"),
        ])
        {
            if (updated.Clears.HasFlag(member))
                data[name] = null;
        }
        data.WriteTo(json);
    }
}
