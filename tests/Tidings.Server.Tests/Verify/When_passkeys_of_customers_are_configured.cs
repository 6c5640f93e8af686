using Tidings.Server.Verify.Passkeys;

namespace Tidings.Server.Tests.Verify;

public sealed class When_passkeys_of_customers_are_configured
{
    static string? Wrong(CustomerPasskeyOptions options) => new CustomerPasskeyCheck().Validate(null, options).FailureMessage;

    [Fact]
    public void What_fits_is_taken()
    {
        Assert.Null(Wrong(new()));
        Assert.Null(Wrong(new() { RelyingPartyId = "bank.example", Origins = ["https://bank.example", "https://www.bank.example:8443"] }));
        Assert.Null(Wrong(new() { RelyingPartyId = "localhost", RelyingPartyName = "Mill Bank", Origins = ["http://localhost:5000"] }));
    }

    [Theory]
    [InlineData("bank.example", null, null, "CustomerPasskeys:Origins is needed"), InlineData(null, null, "https://bank.example", "CustomerPasskeys:Origins is set"), InlineData("https://bank.example", null, "https://bank.example", "CustomerPasskeys:RelyingPartyId")]
    [InlineData("bank.example", null, "https://evil.example", "CustomerPasskeys:Origins:0"), InlineData("bank.example", null, "http://bank.example", "CustomerPasskeys:Origins:0"), InlineData("bank.example", "", "https://bank.example", "CustomerPasskeys:RelyingPartyName")]
    public void What_browsers_would_refuse_is_told_by_its_name(string? id, string? name, string? origin, string told) =>
        Assert.StartsWith(told, Wrong(new() { RelyingPartyId = id, RelyingPartyName = name, Origins = origin is null ? null : [origin] }), StringComparison.Ordinal);
}
