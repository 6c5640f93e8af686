using Tidings.Simulator.Texts;
using Tidings.Smpp.Text;

namespace Tidings.Simulator.Tests.Phone;

/// <summary>The simulator's transcription and the product's were made apart: a cell in which they differ is wrong in one of them.</summary>
public class When_languages_have_tables_of_their_own
{
    public static TheoryData<NationalLanguage> All => [.. Enum.GetValues<NationalLanguage>()];

    [Theory]
    [MemberData(nameof(All))]
    public void The_Phone_reads_every_cell_as_the_product_writes_it(NationalLanguage language)
    {
        for (byte septet = 0; septet < 0x80; septet++)
        {
            Assert.Equal((septet, Product([0x1B, septet], NationalLanguage.None, language)), (septet, NationalTables.Single((byte)language, 0, septet)));
            Assert.Equal((septet, Product([0x1B, septet], language, language)), (septet, NationalTables.Single((byte)language, (byte)language, septet)));
            if (septet != 0x1B)
                Assert.Equal((septet, Product([septet], language, NationalLanguage.None)), (septet, NationalTables.Locking((byte)language, septet)));
        }
    }

    static char Product(byte[] septets, NationalLanguage locking, NationalLanguage single) =>
        Smpp.Text.TextDecoder.DecodeBody(septets, DefaultAlphabet.Gsm7, locking, single, 0)![0];
}
