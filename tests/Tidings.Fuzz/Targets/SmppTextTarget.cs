using Tidings.Fuzz.Engine;
using Tidings.Simulator.Wire;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;
using Decoder = Tidings.Simulator.Texts.TextDecoder;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// The octets of an inbound text: data_coding, the header's bit, then user data. Any octets give a text or none; where both decoders know what is
/// meant, the simulator's shows the same one.
/// </summary>
internal sealed class SmppTextTarget : FuzzTarget
{
    static readonly DecodingOptions Packed = new() { DefaultAlphabet = DefaultAlphabet.Gsm7Packed };

    public override string Name => "smpp-text";

    public override long MayAllocate(int octets) => 8 * 1024 + 16L * octets;

    public override IEnumerable<byte[]> Seeds() =>
    [
        [0, 0, .. "Hello \x1b\x65"u8], [8, 0, 0, 65, 0x20, 0xAC], [0, 0x40, 5, 0, 3, 1, 2, 1, .. "part"u8], [0, 0x40, 6, 0x24, 1, 1, 0x25, 1, 13, 1, 2, 3, 0x1B, 4],
        [3, 0, 0xE9, 65], [0xF4, 0, 1, 2], [8, 0x40, 6, 8, 4, 1, 2, 3, 1, 0xD8, 0x3D, 0xDE], [0, 0x40, 255, 1], [0, 0x40, 2, 0, 9],
    ];

    public override void Run(byte[] input, Features seen)
    {
        if (input.Length < 2)
            return;
        var (coding, hasHeader) = (input[0], (input[1] & 0x40) != 0);
        var data = input.AsSpan(2);
        var text = TextDecoder.Decode(data, coding, hasHeader);
        var packed = TextDecoder.Decode(data, coding, hasHeader, Packed);
        Oracle.Holds(text is null == packed is null, "what is a text does not depend on the packing");
        Oracle.Holds(text is null || text.Length <= data.Length, "a text has no more characters than octets");

        var error = hasHeader ? UserDataHeader.TryRead(data, out var header, out _) : UserDataHeaderError.Empty;
        header = default;
        if (hasHeader && error == UserDataHeaderError.None)
        {
            _ = UserDataHeader.TryRead(data, out header, out var rest);
            Oracle.Holds(header.Octets + rest.Length == data.Length || header.Octets == 0, "a header and what follows are the whole");
            foreach (var element in header)
                seen.Add(1, (uint)((element.Id is 0 or 8 or 0x24 or 0x25 ? element.Id : 1) << 8 | Math.Min(element.Data.Length, 5)));
            seen.Add(2, header.Concatenation is { } place ? place.Bits : 0u);
        }
        seen.Add(3, (uint)error << 8 | (uint)TextDataCoding.EncodingOf(coding));
        seen.Add(4, text is null ? 0u : text.Length == 0 ? 1u : text[0] < 0x80 ? 2u : text[0] < 0x800 ? 3u : char.IsSurrogate(text[0]) ? 4u : 5u);
        Same(coding, hasHeader, error, data, text, seen);
    }

    static void Same(byte coding, bool hasHeader, UserDataHeaderError error, ReadOnlySpan<byte> data, string? text, Features seen)
    {
        // Broken headers and octets beyond seven bits are read by each in its own way: both are allowed.
        var comparable = coding is 0 or 1 or 3 or 8 && (!hasHeader || error == UserDataHeaderError.None) && (coding != 0 || !data.ContainsAnyInRange((byte)0x80, (byte)0xFF));
        if (!comparable || text is null)
            return;
        var submit = new SubmitPdu { EsmClass = hasHeader ? (byte)0x40 : (byte)0, DataCoding = coding, Message = data };
        var shown = Decoder.Decode(submit).Text;
        // Where a table has no character, and where an escape ends a text, the simulator shows what is there and the library what the standard asks.
        if (coding == 0 && (data.Contains((byte)0x1B) || text.Contains('\uFFFD', StringComparison.Ordinal)))
            return;
        seen.Add(5, coding);
        Oracle.Holds(shown == text, "both decoders show the same text");
    }
}
