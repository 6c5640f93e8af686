using Tidings.Core.Compose.Formats;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Compose;

public sealed class Money_in_a_text
{
    [Theory]
    [InlineData("en", "1234.5", "GBP", "£1,234.50")]
    [InlineData("en", "12.3", "USD", "$12.30")]
    [InlineData("en-CA", "12.3", "USD", "USD 12.30")]
    [InlineData("en", "12.3", "CAD", "CAD 12.30")]
    [InlineData("en-IN", "1234567.5", "INR", "Rs.12,34,567.50")]
    [InlineData("hi-IN", "100000", "INR", "₹1,00,000.00")]
    [InlineData("tr", "1234.5", "TRY", "1.234,50 TL")]
    [InlineData("tr", "1234.5", "EUR", "1.234,50 EUR")]
    [InlineData("es", "1234.5", "EUR", "1.234,50 €")]
    [InlineData("es-MX", "1234.5", "MXN", "1,234.50 MXN")]
    [InlineData("ar", "1234.5", "SAR", "1,234.50 ريال")]
    [InlineData("ar-EG", "1234.5", "USD", "1,234.50 USD")]
    [InlineData("fr", "1234.5", "EUR", "1 234,50 €")]
    public void Is_written_as_the_language_writes_it(string language, string amount, string currency, string text) =>
        Assert.Equal(text, Write(language, amount, currency));

    [Theory]
    [InlineData("en", "1234", "JPY", "¥1,234")]
    [InlineData("en", "1234.5", "KWD", "KWD 1,234.500")]
    [InlineData("en", "0", "GBP", "£0.00")]
    [InlineData("en", "-12.3", "GBP", "-£12.30")]
    [InlineData("tr", "-12.3", "TRY", "-12,30 TL")]
    [InlineData("en", "12.30000", "GBP", "£12.30")]
    [InlineData("en", "12.345", "GBP", "£12.345")]
    [InlineData("en", "0.5", "JPY", "¥0.5")]
    public void Has_the_decimals_of_its_currency_and_is_never_rounded(string language, string amount, string currency, string text) =>
        Assert.Equal(text, Write(language, amount, currency));

    [Fact]
    public void Keeps_its_sign_on_the_right_side_in_a_right_to_left_text() => Assert.Equal("\u200e-12.30 درهم", Write("ar", "-12.3", "AED"));

    [Fact]
    public void Writes_nothing_where_it_does_not_fit() => Assert.Equal(0, Locale.Of("en").Write(new Money(1234.5m, "GBP"), new char[8]));

    [Fact]
    public void Fits_exactly() => Assert.Equal(9, Locale.Of("en").Write(new Money(1234.5m, "GBP"), new char[9]));

    [Theory]
    [InlineData("en", "27 Nov", "14:05")]
    [InlineData("en-US", "Nov 27", "2:05 PM")]
    [InlineData("en-GB", "27 Nov", "14:05")]
    [InlineData("tr", "27 Kas", "14:05")]
    [InlineData("es", "27 nov", "14:05")]
    [InlineData("hi", "27 नवंबर", "14:05")]
    [InlineData("ar-SA", "27 نوفمبر", "14:05")]
    [InlineData("no-such-tag!", "27 Nov", "14:05")]
    public void Has_its_day_and_hour_beside_it(string language, string date, string time)
    {
        var (locale, local, text) = (Locale.Of(language), new DateTime(2026, 11, 27, 14, 5, 0), new char[40]);
        Assert.Equal(date, new string(text, 0, locale.WriteDate(local, text)));
        Assert.Equal(time, new string(text, 0, locale.WriteTime(local, text)));
    }

    static string Write(string language, string amount, string currency)
    {
        var text = new char[64];
        return new string(text, 0, Locale.Of(language).Write(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency), text));
    }
}
