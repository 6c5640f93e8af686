using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Tests.Text;

public class WhenAMessageIsBinary
{
    [Theory]
    [InlineData(Concatenation.Udh8, 0, "0")]
    [InlineData(Concatenation.Udh8, 140, "140")]
    [InlineData(Concatenation.Udh8, 141, "140|13")]
    [InlineData(Concatenation.Udh8, 268, "140|140")]
    [InlineData(Concatenation.Udh8, 269, "140|140|7")]
    [InlineData(Concatenation.Udh16, 140, "140")]
    [InlineData(Concatenation.Udh16, 266, "140|140")]
    [InlineData(Concatenation.Udh16, 267, "140|140|8")]
    [InlineData(Concatenation.Sar, 269, "134|134|1")]
    [InlineData(Concatenation.MessagePayload, 269, "269")]
    public void It_is_cut_at_140_134_and_133_octets_and_is_whole_again(Concatenation concatenation, int length, string octets)
    {
        var message = Enumerable.Range(0, length).Select(i => (byte)(i * 7)).ToArray();
        var parts = Parts(message, concatenation, 0x1234);
        Assert.Equal(octets, string.Join('|', parts.Select(p => p.Octets.Length)));
        Assert.Equal(message, parts.SelectMany(p => p.Octets[p.Info.HeaderOctets..]).ToArray());
        Assert.All(parts, p => Assert.True(p.Info.InMessagePayload || p.Info.OctetsOnAir <= 140));
        Assert.Equal(concatenation == Concatenation.Sar && length > 140, parts[0].Info.NeedsSar);
    }

    [Theory]
    [InlineData(Concatenation.Udh8, 0x34)]
    [InlineData(Concatenation.Udh16, 0x1234)]
    public void Its_segments_say_where_they_belong(Concatenation concatenation, int reference)
    {
        var parts = Parts(new byte[300], concatenation, 0x1234);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(UserDataHeaderError.None, UserDataHeader.TryRead(parts[i].Octets, out var header, out _));
            var place = header.Concatenation!.Value;
            Assert.Equal((reference, 3, i + 1), (place.Reference, place.Total, place.Number));
        }
    }

    [Theory]
    [InlineData(255 * 134, true)]
    [InlineData(255 * 134 + 1, false)]
    public void It_may_have_255_segments(int length, bool fits)
    {
        Assert.Equal(fits ? 255 : 256, BinarySegmentWriter.SegmentsOf(length, Concatenation.Udh8));
        if (fits)
            Assert.Equal(255, Parts(new byte[length], Concatenation.Udh8, 1).Count);
        else
            Assert.Throws<ArgumentException>(() => Parts(new byte[length], Concatenation.Udh8, 1));
    }

    [Theory]
    [InlineData(TextDataCoding.Binary)]
    [InlineData(TextDataCoding.BinaryClass1)]
    public void Its_data_codings_are_no_text(byte dataCoding) => Assert.Equal(TextEncoding.Binary, TextDataCoding.EncodingOf(dataCoding));

    private static List<(SegmentInfo Info, byte[] Octets)> Parts(byte[] message, Concatenation concatenation, ushort reference)
    {
        List<(SegmentInfo, byte[])> parts = [];
        var buffer = new byte[BinarySegmentWriter.BufferSize(message.Length, concatenation)];
        var writer = new BinarySegmentWriter(message, concatenation, reference);
        while (writer.TryWriteNext(buffer, out var info))
            parts.Add((info, buffer[..info.Octets]));
        return parts;
    }
}
