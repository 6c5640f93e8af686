using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Server.Track.Replies;

/// <summary>
/// A part of a long text as a sealed document: durable before the carrier is answered, gone when it is decided. With <paramref name="Heard"/> it is none, but remembers for a while which parts of a text were decided.
/// </summary>
/// <param name="Heard">By number, the hash of each part that was; 0: it has not come.</param>
/// <param name="SaidStop">They said STOP.</param>
internal sealed record StoredPart(
    string Carrier, string From, string To, byte[] UserData, byte DataCoding, bool HasHeader, ushort Reference, byte Total, byte Number, byte Bits, string Time, string UserReference, DefaultAlphabet Alphabet,
    ulong[]? Heard = null, bool SaidStop = false)
{
    public static DocumentRow Row(InboundText text, SegmentReference place, DateTimeOffset now) => Row(
        new(text.Carrier, text.From.Digits, text.To, text.UserData, text.DataCoding, text.HasHeader, place.Reference, place.Total, place.Number, place.Bits, text.Time, text.Reference, text.Reading.DefaultAlphabet), now);

    public static DocumentRow Row(PartsKey key, byte total, ulong[] heard, bool saidStop, DateTimeOffset now) =>
        Row(new(key.Carrier, key.From, key.To, [], 0, false, key.Reference, total, 0, key.Bits, "", "", default, [.. heard], saidStop), now);

    static DocumentRow Row(StoredPart part, DateTimeOffset now) => new(
        ReplyParts.Kind, Guid.CreateVersion7(now).ToString("N"), 1, now, JsonSerializer.SerializeToUtf8Bytes(part, StoredPartJson.Default.StoredPart));

    /// <summary>Null: it is none.</summary>
    public static StoredPart? Read(DocumentRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Body.Span, StoredPartJson.Default.StoredPart);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public InboundText ToText() => new()
    {
        Carrier = Carrier, From = new(From), To = To, UserData = UserData, DataCoding = DataCoding, HasHeader = HasHeader,
        Place = new(Reference, Total, Number, Bits), Time = Time, Reference = UserReference,
        Reading = new() { DefaultAlphabet = Alphabet }, Answer = static _ => { },
    };

    public override string ToString() => "part of a text (redacted)";
}

[JsonSerializable(typeof(StoredPart))]
internal sealed partial class StoredPartJson : JsonSerializerContext;
