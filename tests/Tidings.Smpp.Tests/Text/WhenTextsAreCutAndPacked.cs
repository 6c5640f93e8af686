using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

/// <summary>Cases of our own, figured out by hand: what the gathered vectors ask, for who has only this repository.</summary>
public class WhenTextsAreCutAndPacked
{
    private static readonly EncodingOptions s_gsm = EncodingOptions.Default with { ForceEncoding = TextEncoding.Gsm7 };

    [Theory]
    [InlineData("Pay 7", "d0701e7403")]
    [InlineData("Balance", "c2303bec1e971b")] // a seventh septet leaves room for one more: a carriage return
    [InlineData("Card 441", "c3b09c0ca2d162")]
    [InlineData("Paid €5 [ok]", "d0709a0cda946ba00defbddef81a")]
    [InlineData("8 cents~", "38d0b8eca6cf373d")]
    public void Packed_septets_are_these_octets_and_read_back(string text, string hex)
    {
        var choice = TextEncoder.Choose(text, EncodingOptions.Default with { PackSeptets = true });
        var part = Assert.Single(Sending.Parts(text, choice));
        Assert.Equal((hex, text), (Convert.ToHexStringLower(part.Octets), Sending.Read([part], choice)));
    }

    [Theory]
    [InlineData("\f^{}\\[~]|€", "1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65")]
    [InlineData("@£$¥èéùìòÇ\nØø\rÅå", "000102030405060708090a0b0c0d0e0f")]
    [InlineData("Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ", "101112131415161718191a1c1d1e1f")]
    [InlineData("¤¡ÄÖÑÜ§¿äöñüà", "24405b5c5d5e5f607b7c7d7e7f")]
    public void Every_character_beyond_ASCII_has_its_septet(string text, string hex)
    {
        var choice = TextEncoder.Choose(text, EncodingOptions.Default);
        var part = Assert.Single(Sending.Parts(text, choice));
        Assert.Equal((TextEncoding.Gsm7, -1, hex, text), (choice.Encoding, choice.FirstOffending, Convert.ToHexStringLower(part.Octets), Sending.Read([part], choice)));
    }

    [Theory]
    [InlineData(159, "€", 2, "153|8")] // 161 septets
    [InlineData(158, "€", 1, "160")]
    [InlineData(152, "€ and seven", 2, "152|12")] // the escape goes with its septet
    [InlineData(151, "€ and eight", 2, "153|10")]
    public void An_escape_is_not_parted_from_its_septet(int before, string tail, int segments, string units)
    {
        var text = new string('a', before) + tail;
        var choice = TextEncoder.Choose(text, s_gsm);
        var parts = Sending.Parts(text, choice, 9);
        Assert.Equal((segments, units), (choice.Segments, string.Join('|', parts.Select(p => p.Info.Units))));
        Assert.Equal(text, Sending.Read(parts, choice));
        if (segments > 1)
            Assert.Equal(Enumerable.Range(1, segments).Select(n => $"0500030902{n:x2}"), parts.Select(p => Convert.ToHexStringLower(p.Octets.AsSpan(0, 6))));
    }

    [Theory]
    [InlineData(68, "😀", 1, "70")]
    [InlineData(69, "😀", 2, "67|4")]
    [InlineData(66, "😀 and five", 2, "66|11")] // the pair stays whole
    [InlineData(65, "😀 and five", 2, "67|9")]
    public void A_surrogate_pair_is_not_parted(int before, string tail, int segments, string units)
    {
        var text = new string('ж', before) + tail;
        var choice = TextEncoder.Choose(text, EncodingOptions.Default);
        var parts = Sending.Parts(text, choice, 9);
        Assert.Equal((TextEncoding.Ucs2, segments, units), (choice.Encoding, choice.Segments, string.Join('|', parts.Select(p => p.Info.Units))));
        Assert.Equal(text, Sending.Read(parts, choice));
    }
}
