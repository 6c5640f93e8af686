using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track.Replies;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Server.Track.Replies;

/// <summary>A part of a long text as a sealed document: durable before the carrier is answered, gone when the whole is decided.</summary>
internal sealed record StoredPart(
    string Carrier, string From, string To, byte[] UserData, byte DataCoding, bool HasHeader, ushort Reference, byte Total, byte Number, byte Bits, string Time, string UserReference, DefaultAlphabet Alphabet)
{
    public static DocumentRow Row(InboundText text, SegmentReference place, DateTimeOffset now) => new(
        ReplyParts.Kind, Guid.CreateVersion7(now).ToString("N"), 1, now, JsonSerializer.SerializeToUtf8Bytes(
            new StoredPart(text.Carrier, text.From.Digits, text.To, text.UserData, text.DataCoding, text.HasHeader, place.Reference, place.Total, place.Number, place.Bits, text.Time, text.Reference, text.Reading.DefaultAlphabet),
            StoredPartJson.Default.StoredPart));

    /// <summary>Null: it is none.</summary>
    public static InboundText? Read(DocumentRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Body.Span, StoredPartJson.Default.StoredPart) is not { } part ? null : new()
            {
                Carrier = part.Carrier, From = new(part.From), To = part.To, UserData = part.UserData, DataCoding = part.DataCoding, HasHeader = part.HasHeader,
                Place = new(part.Reference, part.Total, part.Number, part.Bits), Time = part.Time, Reference = part.UserReference,
                Reading = new() { DefaultAlphabet = part.Alphabet }, Answer = static _ => { },
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => "part of a text (redacted)";
}

[JsonSerializable(typeof(StoredPart))]
internal sealed partial class StoredPartJson : JsonSerializerContext;
