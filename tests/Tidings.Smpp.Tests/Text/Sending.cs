using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

/// <summary>A text as its segments, and back: what the tests of encoding and segmentation share.</summary>
internal static class Sending
{
    public sealed record Part(SegmentInfo Info, byte[] Octets, string Text)
    {
        public byte[] Body => Octets[Info.HeaderOctets..];
    }

    public static List<Part> Parts(string text, EncodingChoice choice, ushort reference = 1)
    {
        var parts = new List<Part>();
        var buffer = new byte[SegmentWriter.BufferSize(choice)];
        var writer = new SegmentWriter(text, choice, reference);
        while (writer.TryWriteNext(buffer, out var info))
            parts.Add(new Part(info, buffer[..info.Octets], text.Substring(info.TextStart, info.TextLength)));
        return parts;
    }

    public static string Read(IEnumerable<Part> parts, EncodingChoice choice)
    {
        var options = new DecodingOptions { DefaultAlphabet = choice.PackSeptets ? DefaultAlphabet.Gsm7Packed : DefaultAlphabet.Gsm7 };
        return string.Concat(parts.Select(p => TextDecoder.Decode(p.Octets, choice.DataCoding, p.Info.HasHeader, options)));
    }
}
