using CsCheck;
using Tidings.Core.Compose;

namespace Tidings.Core.Tests.Compose;

public sealed class A_value_from_outside
{
    [Theory]
    [InlineData("{{ bank }}")]
    [InlineData("{% if amount %}")]
    [InlineData("}} {{ hotline | upcase }}")]
    public void Is_text_even_where_it_looks_like_liquid(string merchant) => Assert.Contains(merchant, Merchant(merchant), StringComparison.Ordinal);

    [Theory]
    [InlineData("A\u202eEVIL\u202c B", "AEVIL B")]
    [InlineData("A\u2066B\u2069\u200e\u200f\u061c", "AB")]
    [InlineData("A\0B\u0007C", "A B C")]
    [InlineData("A\r\nBalance 0", "A Balance 0")]
    [InlineData("A\u2028B\u2029C", "A B C")]
    [InlineData("\ufeff  A \u00a0 B  ", "A B")]
    [InlineData("A\ud800B", "AB")]
    [InlineData("Z\u200bWSP", "ZWSP")]
    [InlineData("SUN BOOKS", "SUN BOOKS")]
    [InlineData("ŞOK MARKET", "ŞOK MARKET")]
    [InlineData("क्‍ष", "क्‍ष")]
    public void Loses_what_steers_the_display_and_nothing_else(string value, string clean) => Assert.Equal(clean, InertText.Clean(value));

    [Theory]
    [InlineData("REF 4111 1111 1111 1111", "REF **1111")]
    [InlineData("4111111111111111", "**1111")]
    [InlineData("4111-1111-1111-1111", "**1111")]
    [InlineData("77 4111 1111 1111 1111", "77 **1111")]
    [InlineData("4111111111111112", "4111111111111112")]
    [InlineData("1111111111111117", "1111111111111117")]
    [InlineData("4111.1111.1111.1111", "**1111")]
    [InlineData("4111/1111/1111/1111", "**1111")]
    [InlineData("+4111111111111111", "+**1111")]
    [InlineData("+447700900101 1", "+447700900101 1")]
    [InlineData("27/11/2026 14.05.10", "27/11/2026 14.05.10")]
    [InlineData("41111111111111111111", "41111111111111111111")]
    public void Shows_no_full_card_number_and_keeps_other_numbers(string value, string clean) => Assert.Equal(clean, InertText.Clean(value));

    [Theory]
    [InlineData("http://evil.example/win", "evil example/win")]
    [InlineData("see www.evil.example now", "see www evil example now")]
    [InlineData("evil.example/a", "evil example/a")]
    [InlineData("URGENT verify at secure-mybank.com", "URGENT verify at secure-mybank com")]
    [InlineData("ask help@my.bank.co.uk", "ask help@my bank co uk")]
    [InlineData("банк.рф", "банк рф")]
    [InlineData("B/O J. SMITH", "B/O J. SMITH")]
    [InlineData("EUR 1.234,50", "EUR 1.234,50")]
    public void Has_nothing_to_tap(string value, string clean) => Assert.Equal(clean, InertText.Clean(value));

    [Theory]
    [InlineData("AMAZON.COM", "AMAZON.COM"), InlineData("AMAZON.COM/win", "AMAZON COM/win"), InlineData("www.evil.example", "www evil example")]
    public void May_be_a_merchant_who_is_called_after_a_domain(string value, string clean) => Assert.Equal(clean, InertText.Clean(value, names: true));

    [Fact]
    public void Of_forty_characters_is_kept_and_of_one_more_is_cut()
    {
        Assert.Equal(new string('A', 40), InertText.Clean(new string('A', 40)));
        Assert.Equal(new string('A', 38) + "..", InertText.Clean(new string('A', 41)));
    }

    [Fact]
    public void Is_never_cut_inside_a_character()
    {
        var family = string.Concat(Enumerable.Repeat("\U0001F468\u200D\U0001F469\u200D\U0001F467", 20));
        var clean = InertText.Clean(family);
        Assert.EndsWith("\U0001F467..", clean, StringComparison.Ordinal);
        Assert.True(clean.Length <= InertText.MaxLength);
    }

    [Fact]
    public void Of_a_megabyte_is_cut_without_being_read_to_its_end() =>
        Assert.True(InertText.Clean(new string('\u202e', 1_000_000) + "A").Length <= InertText.MaxLength);

    [Fact]
    public void That_is_nothing_when_cleaned_counts_as_missing() => Assert.Equal(
        "Northwind Bank: Card **4242: £12.30 paid. Balance £1,234.56.", Merchant("\u202e\u0000 "));

    [Fact]
    public void Never_steers_the_display_and_never_holds_a_card_number() => Gen.String[Gen.Char, 0, 100].Sample(value =>
    {
        var clean = InertText.Clean(value);
        Assert.True(clean.Length <= InertText.MaxLength);
        Assert.Equal(-1, TextRules.SteersDisplay(clean));
        Assert.False(CardNumber.IsIn(clean));
    });

    static string Merchant(string merchant) => Drafts.Of("card-payment").With(happened => happened with { Merchant = merchant }).Text();
}
