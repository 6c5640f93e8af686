namespace Tidings.Server.Deliver.Settings;

/// <summary>Calls of a carrier of HTTP, which say codes. Nothing of it counts for <see cref="CarrierKind.Smpp"/>, which makes none.</summary>
public sealed class VoiceOptions
{
    /// <summary>The number that calls, one of the account's, in E.164: <c>+442079460123</c>. Default empty: the carrier makes no calls.</summary>
    public string From { get; set; } = "";

    /// <summary>Where calls are asked for, if not where texts are: of the vendors scheme, host and port count. https, or http on loopback. Default <see cref="HttpCarrierOptions.Url"/>, and without it the vendor's.</summary>
    public string? Url { get; set; }

    /// <summary>Http: the body of a request, as <see cref="HttpCarrierOptions.Body"/>, in which <c>{language}</c> and <c>{voice}</c> may stand too. Default empty: such a carrier needs one.</summary>
    [Secret]
    public string Body { get; set; } = "";

    /// <summary>
    /// What the carrier calls a language, and behind a slash a voice of it, by the language of the template: <c>tr=tr-TR/Polly.Filiz</c>. Default: Twilio's and Vonage's names of en, es, tr, hi and ar; any other as the template
    /// has it.
    /// </summary>
    public Dictionary<string, string> Languages { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Vonage: the id of the application that calls. Default empty: Vonage needs one.</summary>
    public string Application { get; set; } = "";

    /// <summary>Vonage: a file with the application's private key, RSA in PEM; read at each call. Default none: Vonage needs one.</summary>
    public string? PrivateKeyFile { get; set; }

    /// <summary>What is done where a machine answers. Default HangUp where the vendor does it by itself (Vonage, Infobip), else None.</summary>
    public MachineDetection? MachineDetection { get; set; }
}

/// <summary>What a carrier does where voice mail answers a call.</summary>
public enum MachineDetection : byte
{
    /// <summary>It says what it has to say: voice mail keeps a code that is read to it.</summary>
    None = 0,
    /// <summary>It hangs up.</summary>
    HangUp,
}
