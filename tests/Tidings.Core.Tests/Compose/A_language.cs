using Tidings.Core.Compose.Formats;
using Tidings.Core.Compose.Templates;

namespace Tidings.Core.Tests.Compose;

public sealed class A_language
{
    static Template In(params string[] languages) => Drafts.Template("") with { Bodies = languages.ToDictionary(language => language, language => $"said in {language}") };

    [Theory]
    [InlineData("tr-CY", "de", "tr-CY", "tr", "de", "en")]
    [InlineData("tr-CY", "de", "tr", "de", "en")]
    [InlineData("tr-CY", "de", "de", "en")]
    [InlineData("tr-CY", "de-AT", "de", "en")]
    [InlineData("tr-CY", "de", "en")]
    public void Falls_back_from_region_to_language_to_the_banks_own_to_english(string wanted, string bank, params string[] there)
    {
        var draft = Drafts.Of("t", wanted);
        Assert.Equal($"said in {there[0]}", (draft with { Bank = draft.Bank with { DefaultLanguage = bank } }).Text(In(there)));
    }

    [Fact]
    public void That_none_of_them_has_is_a_recorded_suppression() => Assert.Equal("no-language", Drafts.Of("t", "tr").Refused(In("fr")).Reason.Code);

    [Fact]
    public void That_is_not_the_customers_is_recorded()
    {
        Assert.Contains(Drafts.Of("t", "fr").Compose(In("en")).Reasons, reason => reason.Code == "language-fallback");
        Assert.DoesNotContain(Drafts.Of("t", "en-IE").Compose(In("en")).Reasons, reason => reason.Code == "language-fallback");
    }

    [Fact]
    public void Of_the_text_formats_its_amounts_also_for_a_customer_of_another() =>
        Assert.Equal("£1,234.56", Drafts.Of("t", "tr").Text(Drafts.Template("{{ balance }}", "balance")));

    [Fact]
    public void Is_found_whatever_its_case() => Assert.Equal("said in pt-BR", Drafts.Of("t", "PT-br").Text(In("pt-BR")));

    [Theory]
    [InlineData("بنك: Northwind", false)]
    [InlineData("\u200fNorthwind", false)]
    [InlineData("12.30 درهم", false)]
    [InlineData("Northwind: تم", true)]
    public void From_right_to_left_gets_a_mark_only_where_it_begins_with_another(string text, bool needs) => Assert.Equal(needs, Direction.NeedsMark(text));
}
