using System.Globalization;
using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

/// <summary>Eight cells of each table, from its beginning to its end, in which it differs from the default alphabet (3GPP TS 23.038 annex A).</summary>
public class WhenALanguageHasATable
{
    [Theory]
    [InlineData(NationalLanguage.Turkish, "04:20AC 07:0131 0B:011E 0C:011F 1C:015E 1D:015F 40:0130 60:00E7")]
    [InlineData(NationalLanguage.Portuguese, "04:00EA 08:00F3 0E:00C1 13:00C7 19:00D3 1E:00CA 5C:00D5 7C:00F5")]
    [InlineData(NationalLanguage.Bengali, "00:0981 09:098B 19:0999 25:09A2 41:09AD 4E:09BC 5A:09C8 7F:09F1")]
    [InlineData(NationalLanguage.Gujarati, "00:0A81 0B:0A8C 19:0A99 26:0AA3 42:0AAE 4E:0ABC 5A:0AC8 7F:0AF1")]
    [InlineData(NationalLanguage.Hindi, "00:0901 0C:090D 19:0919 27:0924 43:092F 4E:093C 5A:0948 7F:097F")]
    [InlineData(NationalLanguage.Kannada, "01:0C82 0E:0C8E 1A:0C9A 27:0CA4 43:0CAF 4E:0CBC 5A:0CC8 7F:0CE3")]
    [InlineData(NationalLanguage.Malayalam, "01:0D02 0E:0D0E 1A:0D1A 27:0D24 43:0D2F 4D:0D39 5A:0D48 7F:0D79")]
    [InlineData(NationalLanguage.Oriya, "00:0B01 0B:0B0C 19:0B19 26:0B23 42:0B2E 4E:0B3C 59:0B47 7F:0B63")]
    [InlineData(NationalLanguage.Punjabi, "00:0A01 0F:0A0F 1A:0A1A 26:0A23 40:0A2C 4C:0A38 5A:0A48 7F:0A74")]
    [InlineData(NationalLanguage.Tamil, "01:0B82 0E:0B8E 19:0B99 3C:0BA9 48:0BB4 52:0BC0 5D:0BCB 7F:0BF9")]
    [InlineData(NationalLanguage.Telugu, "00:0C01 0B:0C0C 19:0C19 26:0C23 42:0C2E 4D:0C39 5A:0C48 7F:0C63")]
    [InlineData(NationalLanguage.Urdu, "00:0627 0C:067D 18:062D 26:0691 43:0638 4E:0645 59:06CC 7F:0670")]
    public void Its_locking_shift_reads_and_writes_the_cells_of_the_standard(NationalLanguage language, string cells) =>
        Check(cells, language, NationalLanguage.None, []);

    [Theory]
    [InlineData(NationalLanguage.Turkish, "47:011E 49:0130 53:015E 63:00E7 65:20AC 67:011F 69:0131 73:015F")]
    [InlineData(NationalLanguage.Spanish, "09:00E7 41:00C1 4F:00D3 55:00DA 61:00E1 65:20AC 6F:00F3 75:00FA")]
    [InlineData(NationalLanguage.Portuguese, "05:00EA 0C:00F4 1F:00CA 4F:00D3 5B:00C3 65:20AC 75:00FA 7F:00E2")]
    [InlineData(NationalLanguage.Bengali, "04:00BF 19:09E6 1E:09EA 22:09EE 26:09E1 2C:09F3 31:09F7 65:20AC")]
    [InlineData(NationalLanguage.Gujarati, "04:00BF 13:00A1 1A:0965 1D:0AE7 1F:0AE9 21:0AEB 24:0AEE 65:20AC")]
    [InlineData(NationalLanguage.Hindi, "04:00BF 1A:0965 20:096A 25:096F 2B:0954 31:095C 36:0961 65:20AC")]
    [InlineData(NationalLanguage.Kannada, "04:00BF 15:00A1 1A:0965 1E:0CE8 21:0CEB 24:0CEE 26:0CDE 65:20AC")]
    [InlineData(NationalLanguage.Malayalam, "04:00BF 19:0964 1E:0D68 22:0D6C 26:0D70 2C:0D74 31:0D7C 65:20AC")]
    [InlineData(NationalLanguage.Oriya, "04:00BF 15:00A1 1C:0B66 1F:0B69 22:0B6C 25:0B6F 2A:0B5F 65:20AC")]
    [InlineData(NationalLanguage.Punjabi, "04:00BF 15:00A1 1C:0A66 1F:0A69 23:0A6D 26:0A59 2B:0A5C 65:20AC")]
    [InlineData(NationalLanguage.Tamil, "04:00BF 15:00A1 1D:0BE7 20:0BEA 23:0BED 26:0BF3 2C:0BF7 65:20AC")]
    [InlineData(NationalLanguage.Telugu, "04:00BF 15:00A1 1F:0C69 22:0C6C 26:0C58 2B:0C79 30:0C7D 65:20AC")]
    [InlineData(NationalLanguage.Urdu, "04:00BF 1A:0601 20:06F4 25:06F9 2D:0611 33:061F 38:066C 65:20AC")]
    public void Its_single_shift_reads_and_writes_the_cells_of_the_standard(NationalLanguage language, string cells) =>
        Check(cells, NationalLanguage.None, language, [0x1B]);

    private static void Check(string cells, NationalLanguage locking, NationalLanguage single, byte[] escape)
    {
        var forced = EncodingOptions.Default with { ForceEncoding = TextEncoding.Gsm7, ForceLocking = locking, ForceSingle = single };
        foreach (var cell in cells.Split(' '))
        {
            var septet = byte.Parse(cell.AsSpan(0, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var text = ((char)int.Parse(cell.AsSpan(3), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();
            Assert.Equal((cell, text), (cell, TextDecoder.DecodeBody([.. escape, septet], DefaultAlphabet.Gsm7, locking, single, 0)));
            var part = Assert.Single(Sending.Parts(text, TextEncoder.Choose(text, forced)));
            Assert.Equal((cell, text), (cell, TextDecoder.DecodeBody(part.Body, DefaultAlphabet.Gsm7, locking, single, 0)));
        }
    }
}
