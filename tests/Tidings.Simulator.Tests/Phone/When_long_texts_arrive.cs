using System.Text;
using Tidings.Simulator.Tests.Peers;

namespace Tidings.Simulator.Tests.Phone;

public class When_long_texts_arrive
{
    [Fact]
    public async Task Segments_with_an_8_bit_reference_become_one_text_in_whatever_order_they_come()
    {
        Assert.Equal(("one two three", "gsm7", 3), await Read(
            Segment([5, 0, 3, 9, 3, 2], "two "u8), Segment([5, 0, 3, 9, 3, 3], "three"u8), Segment([5, 0, 3, 9, 3, 1], "one "u8)));
    }

    [Fact]
    public async Task A_16_bit_reference_is_another_one_than_the_same_in_8_bits()
    {
        Assert.Equal(("ab", "gsm7", 2), await Read(
            Segment([5, 0, 3, 9, 2, 1], "x"u8), Segment([6, 8, 4, 0, 9, 2, 1], "a"u8), Segment([6, 8, 4, 0, 9, 2, 2], "b"u8)));
    }

    [Fact]
    public async Task SAR_TLVs_do_the_same()
    {
        Assert.Equal(("one two", "gsm7", 2), await Read(Sar(1, "one "), Sar(2, "two")));

        static byte[] Sar(byte part, string text) => Pdu.Submit(1, "447700900123", Encoding.ASCII.GetBytes(text), registered: 0,
            tlvs: [.. Pdu.Tlv(0x020C, 0, 9), .. Pdu.Tlv(0x020E, 2), .. Pdu.Tlv(0x020F, part)]);
    }

    [Fact]
    public async Task A_segment_that_comes_twice_is_taken_once()
    {
        Assert.Equal(("ab", "gsm7", 2), await Read(
            Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 2], "b"u8)));
    }

    [Fact]
    public async Task A_segment_that_comes_again_after_the_whole_does_not_end_up_in_the_next_text_with_its_reference()
    {
        Assert.Equal(["ab", "cd"], await ReadAll(
            Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 2], "b"u8), Segment([5, 0, 3, 9, 2, 1], "a"u8),
            Segment([5, 0, 3, 9, 2, 2], "d"u8), Segment([5, 0, 3, 9, 2, 1], "c"u8)));
    }

    [Fact]
    public async Task The_same_text_under_the_same_reference_is_there_twice()
    {
        Assert.Equal(["ab", "ab"], await ReadAll(
            Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 2], "b"u8),
            Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 2], "b"u8)));
    }

    [Fact]
    public async Task A_text_that_waits_is_not_forgotten_because_an_older_one_had_its_reference()
    {
        List<byte[]> submits = [Segment([5, 0, 3, 9, 2, 1], "a"u8), Segment([5, 0, 3, 9, 2, 2], "b"u8)];
        for (var i = 0; i < Messages.Assembly.Capacity - 2; i++)
            submits.Add(Segment([6, 8, 4, (byte)(i >> 8), (byte)i, 2, 1], "x"u8));
        submits.AddRange([Segment([5, 0, 3, 9, 2, 1], "c"u8), Segment([5, 0, 3, 8, 2, 1], "y"u8), Segment([5, 0, 3, 9, 2, 2], "d"u8)]);
        Assert.Equal(["ab", "cd"], await ReadAll([.. submits]));
    }

    [Fact]
    public async Task A_surrogate_pair_cut_in_two_is_whole_again()
    {
        var bytes = Encoding.BigEndianUnicode.GetBytes("😀");
        Assert.Equal(("😀", "ucs2", 2), await Read(
            Segment([5, 0, 3, 9, 2, 1], bytes.AsSpan(0, 2), 8), Segment([5, 0, 3, 9, 2, 2], bytes.AsSpan(2), 8)));
    }

    [Theory]
    [InlineData(0, "00010203", "@£$¥", "gsm7")]
    [InlineData(0, "1b651b3c1b3e1b281b291b2f1b14", "€[]{}\\^", "gsm7")]
    [InlineData(0, "1b41", "A", "gsm7")]
    [InlineData(0xF1, "48", "H", "gsm7")]
    [InlineData(1, "2440", "$@", "ascii")]
    [InlineData(3, "a3e9", "£é", "latin1")]
    [InlineData(8, "00480928", "Hन", "ucs2")]
    [InlineData(8, "004809", "H", "ucs2")]
    [InlineData(4, "c0ffee", "C0FFEE", "binary")]
    [InlineData(0x18, "0928", "न", "ucs2")]
    [InlineData(0x40, "48", "H", "gsm7")]
    [InlineData(0x48, "0928", "न", "ucs2")]
    [InlineData(0x44, "c0ffee", "C0FFEE", "binary")]
    [InlineData(0x20, "c0ffee", "C0FFEE", "binary")]
    [InlineData(0xC8, "48", "H", "gsm7")]
    [InlineData(0xE0, "0928", "न", "ucs2")]
    [InlineData(0xF5, "c0ffee", "C0FFEE", "binary")]
    public async Task A_data_coding_is_read_as_the_standards_say(byte dataCoding, string hex, string text, string encoding)
    {
        Assert.Equal((text, encoding, 1), await Read(Pdu.Submit(1, "447700900123", Convert.FromHexString(hex), dataCoding, registered: 0)));
    }

    [Theory]
    [InlineData("03240101", "1b531b73", "Şş", "gsm7+tr")]
    [InlineData("03250101", "1c1d", "Şş", "gsm7+tr")]
    [InlineData("03250106", "0304", "अआ", "gsm7+hi")]
    [InlineData("032501ff", "41", "A", "gsm7")]
    public async Task National_shift_tables_are_followed(string header, string septets, string text, string encoding)
    {
        Assert.Equal((text, encoding, 1), await Read(Segment(Convert.FromHexString(header), Convert.FromHexString(septets))));
    }

    [Fact]
    public async Task A_header_longer_than_its_message_is_no_disaster()
    {
        Assert.Equal(("", "gsm7", 1), await Read(Segment([200, 1, 2], default)));
    }

    static byte[] Segment(byte[] header, ReadOnlySpan<byte> body, byte dataCoding = 0) =>
        Pdu.Submit(1, "447700900123", [.. header, .. body], dataCoding, esmClass: 0x40, registered: 0);

    static async Task<(string Text, string Encoding, int Segments)> Read(params byte[][] submits)
    {
        await using var simulator = await Running.StartAsync();
        await SendAsync(simulator, submits);
        var text = Assert.Single(simulator.Inbox.Texts());
        return (text.Text, text.Encoding, text.Segments);
    }

    static async Task<IEnumerable<string>> ReadAll(params byte[][] submits)
    {
        await using var simulator = await Running.StartAsync();
        await SendAsync(simulator, submits);
        return simulator.Inbox.Texts().OrderBy(text => text.Id).Select(text => text.Text);
    }

    static async Task SendAsync(SmscSimulator simulator, byte[][] submits)
    {
        using var esme = await Esme.BoundAsync(simulator);
        foreach (var submit in submits)
        {
            await esme.SendAsync(submit);
            Assert.Equal(0u, (await esme.ReadAsync()).Status);
        }
    }
}
