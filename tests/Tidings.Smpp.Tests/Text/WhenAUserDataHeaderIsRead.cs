using System.Text;
using CsCheck;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Tests.Text;

public class WhenAUserDataHeaderIsRead
{
    [Fact]
    public void Unknown_elements_are_kept_and_the_last_of_a_kind_counts()
    {
        var octets = new byte[40];
        var writer = new UserDataHeaderWriter(octets);
        writer.Add(0x70, "xyz"u8);
        writer.Concatenation8(1, 2, 1);
        writer.Concatenation16(0x1234, 3, 2);
        writer.SingleShift(NationalLanguage.Hindi);
        writer.LockingShift(NationalLanguage.Urdu);
        writer.Add(0x71, default);
        octets[writer.Written] = (byte)'!';

        Assert.Equal(UserDataHeaderError.None, UserDataHeader.TryRead(octets.AsSpan(0, writer.Written + 1), out var header, out var rest));
        Assert.Equal("!", Encoding.ASCII.GetString(rest));
        Assert.Equal(writer.Written, header.Octets);
        Assert.Equal(new SegmentReference(0x1234, 3, 2, 16), header.Concatenation);
        Assert.Equal((NationalLanguage.Hindi, NationalLanguage.Urdu), (header.SingleShift, header.LockingShift));
        var ids = new List<byte>();
        foreach (var element in header)
            ids.Add(element.Id);
        Assert.Equal([0x70, 0x00, 0x08, 0x24, 0x25, 0x71], ids);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    public void A_concatenation_with_impossible_numbers_is_ignored(byte total, byte number)
    {
        Assert.Equal(UserDataHeaderError.None, UserDataHeader.TryRead([5, 0, 3, 9, total, number], out var header, out _));
        Assert.Null(header.Concatenation);
    }

    [Fact]
    public void Any_octets_are_survived_and_what_is_read_is_written_back() =>
        Gen.OneOf(Gen.Byte.Array[0, 60], Gen.Byte[0, 6].Array[0, 30]).Sample(octets =>
        {
            if (UserDataHeader.TryRead(octets, out var header, out var rest) != UserDataHeaderError.None)
                return;
            var copy = new byte[256];
            var writer = new UserDataHeaderWriter(copy);
            foreach (var element in header)
                writer.Add(element.Id, element.Data);
            Assert.Equal(octets[..^rest.Length].Length, Math.Max(1, writer.Written));
            Assert.True(copy.AsSpan(0, writer.Written).SequenceEqual(octets.AsSpan(0, writer.Written)));
            _ = (header.Concatenation, header.SingleShift, header.LockingShift);
        }, iter: 5000);

    [Fact]
    public void The_gathered_cases_decode()
    {
        foreach (var vector in TextVectors.Of("udh_decode"))
        {
            var octets = Convert.FromHexString(vector.Input().Text("hex")!);
            var error = UserDataHeader.TryRead(octets, out var header, out var rest);
            if (vector.Expect().Text("error") is { } wanted)
            {
                var expected = wanted.StartsWith("UDHL", StringComparison.Ordinal)
                    ? UserDataHeaderError.LongerThanData
                    : UserDataHeaderError.ElementOverrunsHeader;
                Assert.Equal((vector.Id(), expected), (vector.Id(), error));
                continue;
            }
            Assert.Equal((vector.Id(), UserDataHeaderError.None), (vector.Id(), error));
            Assert.Equal(vector.Expect().Text("rest"), Encoding.ASCII.GetString(rest));
            var concatenation = vector.Expect().GetProperty("concat");
            Assert.Equal(
                (concatenation.Number("ref"), concatenation.Number("total"), concatenation.Number("seq")),
                (header.Concatenation?.Reference, header.Concatenation?.Total, header.Concatenation?.Number));
            foreach (var element in header)
                Assert.Equal(vector.Expect().GetProperty("ies")[0].Text("data_hex"), Convert.ToHexStringLower(element.Data));
        }
    }

    [Fact]
    public void The_gathered_cases_encode()
    {
        foreach (var vector in TextVectors.Of("udh_encode"))
        {
            var octets = new byte[16];
            var writer = new UserDataHeaderWriter(octets);
            var (reference, total, seq) = (vector.Input().Number("ref"), vector.Input().Number("total"), vector.Input().Number("seq"));
            if (vector.Input().Number("bits") == 8)
                writer.Concatenation8((byte)reference!, (byte)total!, (byte)seq!);
            else
                writer.Concatenation16((ushort)reference!, (byte)total!, (byte)seq!);
            Assert.Equal(vector.Expect().Text("hex"), Convert.ToHexStringLower(octets.AsSpan(0, writer.Written)));
        }
    }
}
