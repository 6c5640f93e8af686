using System.Buffers;
using System.Text;
using Tidings.Smpp.Text.Gsm;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text.Reassembly;

/// <summary>A message whose segments have all come.</summary>
/// <param name="Segments">The segments in their order.</param>
public sealed record ReassembledMessage(IReadOnlyList<ReassembledSegment> Segments)
{
    /// <summary>
    /// The text. Neighbours in the same encoding are joined before they are read, so that a pair or an escape that a careless sender
    /// cut in two still reads. Null where a segment holds no text.
    /// </summary>
    public string? Text(DecodingOptions? options = null)
    {
        options ??= DecodingOptions.Default;
        var text = new StringBuilder();
        var joined = new ArrayBufferWriter<byte>(Segments.Count * 160);
        (DefaultAlphabet Reading, NationalLanguage Locking, NationalLanguage Single) held = default;
        foreach (var segment in Segments)
        {
            var body = segment.UserData.Span;
            UserDataHeader header = default;
            if (segment.HasHeader && UserDataHeader.TryRead(body, out header, out var rest) == UserDataHeaderError.None)
                body = rest;
            var reading = options.For(segment.DataCoding);
            if (reading == DefaultAlphabet.Binary)
                return null;
            var packed = reading == DefaultAlphabet.Gsm7Packed;
            var here = (packed ? DefaultAlphabet.Gsm7 : reading, header.LockingShift, header.SingleShift);
            if (here != held)
                Flush(text, joined, held);
            held = here;
            if (packed)
            {
                var fill = SeptetPacking.FillBits(header.Octets);
                joined.Advance(SeptetPacking.Unpack(body, joined.GetSpan(SeptetPacking.SeptetsIn(body.Length, fill) + 1), fill));
            }
            else
            {
                joined.Write(body);
            }
        }
        Flush(text, joined, held);
        return text.ToString();
    }

    /// <summary>Never shows the text.</summary>
    public override string ToString() => $"{Segments.Count} segments (redacted)";

    private static void Flush(
        StringBuilder text, ArrayBufferWriter<byte> joined, (DefaultAlphabet Reading, NationalLanguage Locking, NationalLanguage Single) held)
    {
        if (joined.WrittenCount > 0)
            text.Append(TextDecoder.DecodeBody(joined.WrittenSpan, held.Reading, held.Locking, held.Single, 0));
        joined.Clear();
    }
}
