using Tidings.Core.Deliver.Retry;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Http;

public class When_an_http_carrier_is_set_up
{
    [Theory]
    [InlineData("https://sms.example/send", false, null)]
    [InlineData("http://127.0.0.1:8080/send", false, null)]
    [InlineData("http://sms.example/send", true, null)]
    [InlineData("http://sms.example/send", false, "Carrier:Http:Url must be https")]
    [InlineData("https://user:secret@sms.example/send", false, "Carrier:Http:Url must be without a name and password")]
    [InlineData("ftp://sms.example/send", false, "Carrier:Http:Url must be an address with https.")]
    [InlineData("sms.example", false, "Carrier:Http:Url must be an address with https.")]
    [InlineData(null, false, "Carrier:Http:Url is missing")]
    public void Its_address_is_https_unless_said_otherwise(string? url, bool plain, string? said) =>
        Holds(new() { Kind = CarrierKind.Http, Http = { Url = url, Plain = plain } }, said);

    [Theory]
    [InlineData(CarrierKind.Twilio, "Carrier:Http:Account is missing")]
    [InlineData(CarrierKind.Vonage, "Carrier:Http:Secret or Carrier:Http:SecretFile is missing.")]
    [InlineData(CarrierKind.Infobip, "Carrier:Http:Url is missing")]
    [InlineData((CarrierKind)9, "Carrier:Kind must be Smpp")]
    [InlineData(CarrierKind.Smpp, null)]
    public void What_its_kind_needs_is_asked_for(CarrierKind kind, string? said) => Holds(new() { Kind = kind }, said);

    [Fact]
    public void Callbacks_that_could_not_be_believed_are_not_asked_for() => Holds(
        new() { Kind = CarrierKind.Http, Http = { Url = "https://sms.example", PublicUrl = "https://texts.bank.example" } }, "Carrier:Http:CallbackSecret is missing");

    [Fact]
    public void What_the_doctor_asks_is_https_too() => Holds(
        new() { Kind = CarrierKind.Http, Http = { Url = "https://sms.example", Probe = "http://sms.example/me" } }, "Carrier:Http:Probe must be https");

    [Fact]
    public void A_public_address_has_no_path() => Holds(
        new() { Kind = CarrierKind.Http, Http = { Url = "https://sms.example", PublicUrl = "https://bank.example/texts", CallbackSecret = "x" } }, "Carrier:Http:PublicUrl must be without a path");

    [Fact]
    public void A_body_without_the_text_is_refused() => Holds(new() { Kind = CarrierKind.Http, Http = { Url = "https://sms.example", Body = "{to}" } }, "Carrier:Http:Body must have");

    [Theory]
    [InlineData("429", null), InlineData("code-21610", null), InlineData("502", "502 is neither"), InlineData("200", "200 is neither"), InlineData("code-x", "code-x is neither"), InlineData("code-1048576", "code-1048576 is neither")]
    public void Its_own_statuses_are_of_http_or_codes(string key, string? said) => Holds(
        new() { Kind = CarrierKind.Http, Http = { Url = "https://sms.example" }, Statuses = { [key] = ErrorClass.Temporary } }, said is null ? null : $"Carrier:Statuses:{said}");

    static void Holds(CarrierOptions options, string? said)
    {
        var wrong = new CarrierOptionsCheck().Validate(null, options).Failures ?? [];
        if (said is null)
            Assert.Empty(wrong);
        else
            Assert.Contains(wrong, sentence => sentence.StartsWith(said, StringComparison.Ordinal));
    }
}
