using Tidings.Smpp.Text;

namespace Tidings.Smpp.Tests.Text;

public class WhenAPreviewIsExplained
{
    [Fact]
    public void The_smart_quote_is_named_with_its_place_and_what_it_costs()
    {
        var text = "You\u2019ve paid EUR 20 at Corner Cafe \ud83d\ude00 " + new string('x', 100);
        var report = TextEncoder.Explain(text, EncodingOptions.Default);
        Assert.Equal((TextEncoding.Ucs2, 3, 1, 2), (report.Choice.Encoding, report.Choice.Segments, report.SegmentsIfReplaced, report.ExtraSegments));
        Assert.Equal(
            [new CharacterCost(3, 1, 0x2019, true, 0, "'"), new CharacterCost(34, 2, 0x1F600, true, 0, null)],
            report.Costs);
    }

    [Fact]
    public void In_gsm_the_escaped_characters_are_named()
    {
        var report = TextEncoder.Explain("€5 [x]", EncodingOptions.Default);
        Assert.Equal([0, 3, 5], report.Costs.Select(c => c.Position));
        Assert.All(report.Costs, c => Assert.Equal((false, 1), (c.LeavesGsm7, c.ExtraUnits)));
        Assert.Equal(0, report.ExtraSegments);
    }

    [Fact]
    public void A_letter_of_a_permitted_language_is_not_blamed()
    {
        var options = EncodingOptions.Default with { NationalLanguages = [NationalLanguage.Turkish] };
        var report = TextEncoder.Explain("şş Ж", options);
        Assert.Equal([3], report.Costs.Select(c => c.Position));
    }

    [Fact]
    public void The_list_is_bounded_and_the_count_is_not()
    {
        var report = TextEncoder.Explain(new string('Ж', 500), EncodingOptions.Default);
        Assert.Equal((TextEncoder.MaxCosts, 500), (report.Costs.Length, report.CostCount));
    }

    [Theory]
    [InlineData("“Acme” – it’s done…", "\"Acme\" - it's done...")]
    [InlineData("Łódź, façade, naïve", "Lodz, facade, naive")]
    [InlineData("café Ñandú à Ω", "café Ñandu à Ω")]
    [InlineData("1\u00a0000\u202f₹\u200b", "1 000 INR")]
    [InlineData("1ª 2º", "1a 2o")]
    [InlineData("Ж stays", "Ж stays")]
    public void Transliteration_replaces_what_has_a_stand_in(string text, string expected) =>
        Assert.Equal(expected, Transliteration.ToGsm(text));

    [Fact]
    public void Transliteration_leaves_a_gsm_text_alone()
    {
        var text = "Ωx€ [] é";
        Assert.Same(text, Transliteration.ToGsm(text));
    }
}
