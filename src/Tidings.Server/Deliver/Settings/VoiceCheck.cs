using System.Globalization;
using System.Security.Cryptography;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What is wrong with how a carrier makes calls.</summary>
internal static class VoiceCheck
{
    const int FewestDigits = 7, MostDigits = 15, LongestName = 60;

    public static IEnumerable<string> Wrong(string section, CarrierOptions options)
    {
        section += ":Http:Voice";
        var voice = options.Http.Voice;
        if (voice.From.Length == 0)
        {
            if (IsSaid(voice))
                yield return $"{section}:From is missing: the number that calls. Without it the carrier makes no calls, and nothing else of {section} counts.";
            yield break;
        }
        if (options.Kind == CarrierKind.Smpp)
        {
            yield return $"{section}:From: a carrier of SMPP makes no calls. Take it out, or write which Kind the carrier is.";
            yield break;
        }
        if (!IsNumber(voice.From))
            yield return $"{section}:From must be a plus, the country code and the number: +442079460123.";
        if (voice.Url is { } url && HttpCarrierCheck.WrongAddress(url, options.Http.Plain) is { } wrong)
            yield return $"{section}:Url {wrong}";
        if (options.Kind == CarrierKind.Http && (!voice.Body.Contains("{to}", StringComparison.Ordinal) || !voice.Body.Contains("{text}", StringComparison.Ordinal)))
            yield return $"{section}:Body must have {{to}} and {{text}} in it.";
        if (options.Kind == CarrierKind.Vonage)
        {
            if (!Guid.TryParse(voice.Application, out _))
                yield return $"{section}:Application must be the id of the application that calls: aaaaaaaa-bbbb-cccc-dddd-0123456789ab.";
            if (WrongKey(voice.PrivateKeyFile) is { } wrongKey)
                yield return $"{section}:PrivateKeyFile {wrongKey}";
        }
        if (voice.MachineDetection is { } detection && !Enum.IsDefined(detection))
            yield return $"{section}:MachineDetection must be HangUp or None.";
        if (voice.MachineDetection == MachineDetection.HangUp && options.Kind is not (CarrierKind.Vonage or CarrierKind.Infobip))
            yield return $"{section}:MachineDetection: HangUp is for Vonage and Infobip, which hang up by themselves. Take it out{(options.Kind == CarrierKind.Http ? ", and ask for it in the body" : ": voice mail keeps a code that is read to it")}.";
        foreach (var (language, said) in voice.Languages)
        {
            if (!IsLanguage(said))
                yield return $"{section}:Languages:{language} must be what the carrier calls the language, and behind a slash a voice of it: en-GB, or tr-TR/Polly.Filiz.";
            else if (options.Kind == CarrierKind.Vonage && said.Contains('/', StringComparison.Ordinal) && !IsStyle(said))
                yield return $"{section}:Languages:{language}: Vonage's voices are styles, by number: en-GB/2.";
        }
    }

    static bool IsSaid(VoiceOptions voice) => voice is not { Url: null, Body.Length: 0, Languages.Count: 0, Application.Length: 0, PrivateKeyFile: null, MachineDetection: null };

    static bool IsNumber(string written) => written.Length is > FewestDigits and <= MostDigits + 1 && written[0] == '+' && written[1] != '0' && !written.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    static bool IsLanguage(string said) => said.Length is > 0 and <= LongestName && said.Split('/') is { Length: <= 2 } parts
        && parts.All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or ' '));

    static bool IsStyle(string said) => int.TryParse(said[(said.IndexOf('/', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>What is wrong with the file of a private key, for people; null: nothing.</summary>
    static string? WrongKey(string? file)
    {
        if (file is null)
            return "is missing: the private key of the application, in PEM.";
        if (!File.Exists(file))
            return "does not exist.";
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return null;
        }
        // What the file holds is in no sentence.
        catch (Exception failure) when (failure is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            return "is no private key of RSA in PEM, or cannot be read.";
        }
    }
}
