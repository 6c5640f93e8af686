using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class WhenOneEncodingIsForced
{
    [Theory]
    [InlineData("ab€", TextEncoding.Latin1, 2)]
    [InlineData("Ωab", TextEncoding.Latin1, 0)]
    [InlineData("abçğ", TextEncoding.Gsm7, 2)]
    [InlineData("ab😀", TextEncoding.Latin1, 2)]
    public void What_it_lacks_first_is_named_and_explained(string text, TextEncoding forced, int position)
    {
        var options = EncodingOptions.Default with { ForceEncoding = forced };
        var report = TextEncoder.Explain(text, options);
        Assert.Equal((EncodingOutcome.NotEncodable, position), (report.Choice.Outcome, report.Choice.FirstOffending));
        Assert.Equal(position, report.Costs[0].Position);
        Assert.All(report.Costs, cost => Assert.True(cost.LeavesGsm7));
    }

    [Fact]
    public void A_national_table_is_its_own_measure()
    {
        var options = EncodingOptions.Default with { ForceEncoding = TextEncoding.Gsm7, ForceSingle = NationalLanguage.Turkish };
        Assert.Equal(3, TextEncoder.Choose("ğışЖ", options).FirstOffending);
        Assert.Equal([3], TextEncoder.Explain("ğışЖ", options).Costs.Where(cost => cost.LeavesGsm7).Select(cost => cost.Position));
    }

    [Fact]
    public void Where_only_latin1_is_allowed_it_is_the_measure()
    {
        var options = EncodingOptions.Default with { AllowGsm7 = false, AllowUcs2 = false, AllowLatin1 = true };
        Assert.Equal((EncodingOutcome.NotEncodable, 2), (TextEncoder.Choose("ab€", options).Outcome, TextEncoder.Choose("ab€", options).FirstOffending));
        Assert.Equal([2], TextEncoder.Explain("ab€", options).Costs.Select(cost => cost.Position));
    }
}
