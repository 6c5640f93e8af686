using Tidings.Smpp.Text;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Text;

/// <summary>Segments under a 16-bit reference and under SAR, octet by octet as the standards have them: written here by hand, and from nothing of ours.</summary>
public class VectorsOfReferences
{
    /// <summary>Element 08 of four octets: reference, most significant octet first, parts, number (3GPP TS 23.040 §9.2.3.24.8). 140 octets less 7 of header hold 152 septets.</summary>
    [Fact]
    public void A_reference_of_16_bits_is_in_seven_octets_before_152_septets()
    {
        var parts = Cut(new string('a', 161), Concatenation.Udh16, 0x1234);
        Assert.Equal(["06080412340201" + Times("61", 152), "06080412340202" + Times("61", 9)], parts.Select(Hex));
        Assert.All(parts, static part => Assert.True(part.Info is { HasHeader: true, NeedsSar: false }));
    }

    /// <summary>66 characters of two octets after the seven.</summary>
    [Fact]
    public void A_reference_of_16_bits_leaves_66_characters_of_ucs2() =>
        Assert.Equal(["060804abcd0201" + Times("0416", 66), "060804abcd0202" + Times("0416", 5)], Cut(new string('\u0416', 71), Concatenation.Udh16, 0xABCD).Select(Hex));

    /// <summary>As an example that phones have shown for long: 8 bits, element 00 of three octets (§9.2.3.24.1), 153 septets.</summary>
    [Fact]
    public void A_reference_of_8_bits_is_in_six_octets_before_153_septets() =>
        Assert.Equal(["050003340201" + Times("61", 153), "050003340202" + Times("61", 8)], Cut(new string('a', 161), Concatenation.Udh8, 0x1234).Select(Hex));

    /// <summary>No header in the text: the centre makes one of 8 bits, so that its six octets stay free (SMPP 3.4 §5.3.2.22 to .24).</summary>
    [Fact]
    public void Of_sar_the_text_has_no_header_and_three_parameters_say_what_belongs_together()
    {
        var parts = Cut(new string('a', 161), Concatenation.Sar, 0x1234);
        Assert.Equal([Times("61", 153), Times("61", 8)], parts.Select(Hex));
        Assert.All(parts, static part => Assert.True(part.Info is { HasHeader: false, NeedsSar: true }));
        Assert.Equal(["020c00021234" + "020e000102" + "020f000101", "020c00021234" + "020e000102" + "020f000102"], parts.Select(static part => Sar(part.Info)));
        Assert.Equal([67, 4], Cut(new string('\u0416', 71), Concatenation.Sar, 1).Select(static part => part.Body.Length / 2));
    }

    static List<Sending.Part> Cut(string text, Concatenation concatenation, ushort reference) =>
        Sending.Parts(text, TextEncoder.Choose(text, EncodingOptions.Default with { Concatenation = concatenation }), reference);

    static string Sar(SegmentInfo segment)
    {
        var writer = new TlvWriter(stackalloc byte[32]);
        writer.Add(SmppTlvs.SarMsgRefNum, segment.Reference);
        writer.Add(SmppTlvs.SarTotalSegments, (byte)segment.Total);
        writer.Add(SmppTlvs.SarSegmentSeqnum, (byte)segment.Number);
        return Convert.ToHexStringLower(writer.Written.Octets);
    }

    static string Hex(Sending.Part part) => Convert.ToHexStringLower(part.Octets);

    static string Times(string octets, int count) => string.Concat(Enumerable.Repeat(octets, count));
}
