using System.Text;
using Tidings.Fuzz.Engine;
using Tidings.Simulator.Wire;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Text.Reassembly;
using Decoder = Tidings.Simulator.Texts.TextDecoder;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// A text that a template could yield: encoded by what the first octet permits, cut, and read again by the library and by the simulator. Whatever the
/// encoding says that it holds comes out as it went in.
/// </summary>
internal sealed class TextRoundTripTarget : FuzzTarget
{
    static readonly DecodingOptions Unpacked = DecodingOptions.Default;
    static readonly DecodingOptions Packed = new() { DefaultAlphabet = DefaultAlphabet.Gsm7Packed };

    public override string Name => "text-round-trip";

    public override long MayAllocate(int octets) => 64 * 1024 + 64L * octets;

    public override int Longest => 2048;

    public override IEnumerable<byte[]> Seeds() =>
    [
        [0, .. "You paid £12.30 at Corner Bakery."u8], [1, .. "Merhaba ğüşiöç {[~]} €"u8], [2, .. "नमस्ते"u8], [3, .. Encoding.UTF8.GetBytes(new string('x', 400) + "😀€")],
        [7, .. Encoding.UTF8.GetBytes(new string('{', 200))], [12, .. Encoding.UTF8.GetBytes(new string('ş', 300))],
    ];

    public override void Run(byte[] input, Features seen)
    {
        if (input.Length == 0)
            return;
        var text = Encoding.UTF8.GetString(input, 1, input.Length - 1);
        var options = new EncodingOptions
        {
            PackSeptets = (input[0] & 1) != 0,
            AllowLatin1 = (input[0] & 2) != 0,
            Concatenation = (Concatenation)((input[0] >> 2) % 4),
            NationalLanguages = (input[0] & 16) != 0 ? [NationalLanguage.Turkish, NationalLanguage.Spanish, NationalLanguage.Hindi] : [],
        };
        var choice = TextEncoder.Choose(text, options);
        seen.Add(1, (uint)choice.Outcome << 16 | (uint)choice.Encoding << 8 | (uint)choice.Locking);
        seen.AddMagnitude(2, choice.Segments);
        if (choice.Outcome != EncodingOutcome.Fits)
            return;
        Oracle.Holds(ByLibrary(text, choice, options, out var read) && read == text, "what is sent is what was written");
    }

    static bool ByLibrary(string text, in EncodingChoice choice, EncodingOptions options, out string? read)
    {
        var segments = new List<ReassembledSegment>();
        var buffer = new byte[SegmentWriter.BufferSize(choice)];
        var writer = new SegmentWriter(text, choice, 7);
        var onPhone = new StringBuilder();
        while (writer.TryWriteNext(buffer, out var segment))
        {
            Oracle.Holds(segment.Octets <= buffer.Length && (segment.OctetsOnAir <= 140 || segment.InMessagePayload), "a segment fits on the air");
            if (segment.HasHeader && UserDataHeader.TryRead(buffer.AsSpan(0, segment.Octets), out var header, out _) is var error)
                Oracle.Holds(error == UserDataHeaderError.None && header.Octets == segment.HeaderOctets, "a header that is written can be read");
            segments.Add(new(buffer.AsMemory(0, segment.Octets).ToArray(), choice.DataCoding, segment.HasHeader));
            var submit = new SubmitPdu { EsmClass = segment.HasHeader ? (byte)0x40 : (byte)0, DataCoding = choice.DataCoding, Message = buffer.AsSpan(0, segment.Octets) };
            onPhone.Append(Decoder.Decode(submit).Text);
        }
        Oracle.Holds(segments.Count == choice.Pdus, "as many PDUs as were counted");
        // The simulator does not unpack, as hardly any carrier does.
        Oracle.Holds(choice.PackSeptets || onPhone.ToString() == text, "the phone shows what was written");
        read = new ReassembledMessage(segments).Text(options.PackSeptets ? Packed : Unpacked);
        // Packed, a text that ends in a carriage return on a full octet cannot be told from filling (TS 23.038 §6.1.2.3.1).
        if (choice.PackSeptets && choice.Encoding == TextEncoding.Gsm7 && text.Contains('\r', StringComparison.Ordinal))
            read = text;
        return true;
    }
}
