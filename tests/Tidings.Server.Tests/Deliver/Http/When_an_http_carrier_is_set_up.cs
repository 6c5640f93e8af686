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

    static CarrierOptions Calling(CarrierKind kind, Action<VoiceOptions> set)
    {
        var options = new CarrierOptions { Kind = kind, Http = { Url = "https://sms.example", Account = "a", Secret = "s" } };
        set(options.Http.Voice);
        return options;
    }

    [Theory]
    [InlineData("+442079460123", null), InlineData("442079460123", "From must be a plus"), InlineData("+44 20 7946 0123", "From must be a plus"), InlineData("+042079460123", "From must be a plus"), InlineData("BANK", "From must be a plus")]
    [InlineData("+123456", "From must be a plus"), InlineData("+1234567", null), InlineData("+123456789012345", null), InlineData("+1234567890123456", "From must be a plus")]
    public void Who_calls_is_a_number(string from, string? said) => Holds(Calling(CarrierKind.Twilio, voice => voice.From = from), said is null ? null : $"Carrier:Http:Voice:{said}");

    [Theory]
    [InlineData(CarrierKind.Smpp, "Carrier:Http:Voice:From: a carrier of SMPP makes no calls."), InlineData(CarrierKind.Infobip, null), InlineData(CarrierKind.Twilio, null)]
    [InlineData(CarrierKind.Http, "Carrier:Http:Voice:Body must have"), InlineData(CarrierKind.Vonage, "Carrier:Http:Voice:Application must be"), InlineData(CarrierKind.Vonage, "Carrier:Http:Voice:PrivateKeyFile is missing")]
    public void What_its_kind_needs_for_calls_is_asked_for(CarrierKind kind, string? said) => Holds(Calling(kind, static voice => voice.From = "+442079460123"), said);

    [Fact]
    public void Calls_without_a_number_are_no_calls()
    {
        foreach (var set in (Action<VoiceOptions>[])[static voice => voice.Url = "https://voice.example", static voice => voice.Body = "{to}{text}", static voice => voice.Languages["en"] = "en-GB", static voice => voice.Application = "x",
            static voice => voice.PrivateKeyFile = "x", static voice => voice.MachineDetection = MachineDetection.None])
            Holds(Calling(CarrierKind.Twilio, set), "Carrier:Http:Voice:From is missing");
    }

    [Theory]
    [InlineData(CarrierKind.Twilio, "en-GB/Polly.Amy", null), InlineData(CarrierKind.Twilio, "", "Languages:en must be"), InlineData(CarrierKind.Twilio, "en-GB/", "Languages:en must be"), InlineData(CarrierKind.Twilio, "en<GB", "Languages:en must be")]
    [InlineData(CarrierKind.Twilio, "a/b/c", "Languages:en must be"), InlineData(CarrierKind.Vonage, "en-GB/2", null), InlineData(CarrierKind.Vonage, "en-GB/Amy", "Languages:en: Vonage's voices are styles")]
    public void Languages_are_as_the_carrier_calls_them(CarrierKind kind, string language, string? said)
    {
        using var key = new KeyFile();
        Holds(Calling(kind, voice =>
        {
            (voice.From, voice.Application, voice.PrivateKeyFile) = ("+442079460123", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab", key.Path);
            voice.Languages["en"] = language;
        }), said is null ? null : $"Carrier:Http:Voice:{said}");
    }

    [Theory]
    [InlineData(CarrierKind.Infobip, MachineDetection.HangUp, null), InlineData(CarrierKind.Twilio, MachineDetection.None, null), InlineData(CarrierKind.Twilio, MachineDetection.HangUp, "MachineDetection: HangUp is for Vonage and Infobip")]
    [InlineData(CarrierKind.Infobip, (MachineDetection)7, "MachineDetection must be HangUp or None")]
    public void Only_who_hangs_up_by_himself_is_asked_to(CarrierKind kind, MachineDetection detection, string? said) =>
        Holds(Calling(kind, voice => (voice.From, voice.MachineDetection) = ("+442079460123", detection)), said is null ? null : $"Carrier:Http:Voice:{said}");

    [Fact]
    public void A_private_key_is_one_and_what_the_file_holds_is_in_no_sentence()
    {
        using var key = new KeyFile();
        var options = Calling(CarrierKind.Vonage, voice => (voice.From, voice.Application, voice.PrivateKeyFile, voice.Url) = ("+442079460123", "aaaaaaaa-bbbb-cccc-dddd-0123456789ab", key.Path, "http://voice.example"));
        Holds(options, "Carrier:Http:Voice:Url must be https");
        options.Http.Voice.Url = null;
        Holds(options, null);
        File.WriteAllText(key.Path, "hunter2");
        Holds(options, "Carrier:Http:Voice:PrivateKeyFile is no private key of RSA in PEM");
        Assert.DoesNotContain(new CarrierOptionsCheck().Validate(null, options).Failures!, static sentence => sentence.Contains("hunter2", StringComparison.Ordinal));
        options.Http.Voice.PrivateKeyFile = key.Path + ".none";
        Holds(options, "Carrier:Http:Voice:PrivateKeyFile does not exist.");
    }

    sealed class KeyFile : IDisposable
    {
        public KeyFile()
        {
            using var key = System.Security.Cryptography.RSA.Create(2048);
            File.WriteAllText(Path, key.ExportPkcs8PrivateKeyPem());
        }

        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }

    static void Holds(CarrierOptions options, string? said)
    {
        var wrong = new CarrierOptionsCheck().Validate(null, options).Failures ?? [];
        if (said is null)
            Assert.Empty(wrong);
        else
            Assert.Contains(wrong, sentence => sentence.StartsWith(said, StringComparison.Ordinal));
    }
}
