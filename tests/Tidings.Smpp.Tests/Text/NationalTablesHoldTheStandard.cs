using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class NationalTablesHoldTheStandard
{
    [Theory] // positions looked up in 3GPP TS 23.038 annex A
    [InlineData(NationalLanguage.Turkish, 0x07, "ı")]
    [InlineData(NationalLanguage.Turkish, 0x40, "İ")]
    [InlineData(NationalLanguage.Portuguese, 0x15, "∞")]
    [InlineData(NationalLanguage.Hindi, 0x00, "\u0901")]
    [InlineData(NationalLanguage.Hindi, 0x7F, "\u097F")]
    [InlineData(NationalLanguage.Kannada, 0x24, "\u0CA1")]
    [InlineData(NationalLanguage.Urdu, 0x7F, "\u0670")]
    [InlineData(NationalLanguage.Spanish, 0x24, "¤")] // no locking table: the default alphabet
    public void A_locking_position_reads_as_the_standard_says(NationalLanguage language, byte septet, string text) =>
        Assert.Equal(text, TextDecoder.DecodeBody([septet], DefaultAlphabet.Gsm7, language, NationalLanguage.None, 0));

    [Theory]
    [InlineData(NationalLanguage.Spanish, 0x4F, "Ó")]
    [InlineData(NationalLanguage.Turkish, 0x53, "Ş")]
    [InlineData(NationalLanguage.Hindi, 0x1C, "\u0966")]
    [InlineData(NationalLanguage.Urdu, 0x1C, "\u06F0")]
    [InlineData(NationalLanguage.Turkish, 0x41, "A")] // empty there: the basic table speaks
    [InlineData(NationalLanguage.Urdu, 0x1B, " ")] // a second escape
    public void A_single_shift_position_reads_as_the_standard_says(NationalLanguage language, byte septet, string text) =>
        Assert.Equal(text, TextDecoder.DecodeBody([0x1B, septet], DefaultAlphabet.Gsm7, NationalLanguage.None, language, 0));

    [Fact]
    public void Every_position_agrees_with_the_gathered_tables()
    {
        var compared = 0;
        foreach (var table in TextVectors.NationalTables())
        {
            var language = (NationalLanguage)table.Number("nli")!.Value;
            var locking = table.Text("table") == "locking";
            foreach (var position in table.GetProperty("map").EnumerateObject())
            {
                var septet = Convert.ToByte(position.Name, 16);
                if (septet == 0x1B)
                    continue;
                var wanted = ((char)Convert.ToInt32(position.Value.GetString(), 16)).ToString();
                var read = locking
                    ? TextDecoder.DecodeBody([septet], DefaultAlphabet.Gsm7, language, NationalLanguage.None, 0)
                    : TextDecoder.DecodeBody([0x1B, septet], DefaultAlphabet.Gsm7, NationalLanguage.None, language, 0);
                Assert.Equal((language, locking, septet, wanted), (language, locking, septet, read));
                compared++;
            }
        }
        Assert.True(compared > 2000, $"{compared} positions");
    }
}
