namespace Tidings.Server.Deliver.Settings;

/// <summary>What is wrong with how an HTTP carrier is described.</summary>
internal static class HttpCarrierCheck
{
    public static IEnumerable<string> Wrong(string section, CarrierOptions options)
    {
        if (!Enum.IsDefined(options.Kind))
            yield return $"{section}:Kind must be Smpp, Twilio, Vonage, Infobip or Http.";
        if (options.Kind == CarrierKind.Smpp)
            yield break;
        var http = options.Http;
        section += ":Http";
        if (http.Url is null && options.Kind is CarrierKind.Infobip or CarrierKind.Http)
            yield return $"{section}:Url is missing: where the carrier takes texts.";
        if (http.Url is { } url && WrongAddress(url, http.Plain) is { } wrong)
            yield return $"{section}:Url {wrong}";
        if (http.Probe is { } probe && WrongAddress(probe, http.Plain) is { } wrongProbe)
            yield return $"{section}:Probe {wrongProbe}";
        if (http.PublicUrl is { } own && WrongAddress(own, http.Plain) is { } wrongOwn)
            yield return $"{section}:PublicUrl {wrongOwn}";
        if (http.PublicUrl is not null && Uri.TryCreate(http.PublicUrl, UriKind.Absolute, out var address) && address.AbsolutePath != "/")
            yield return $"{section}:PublicUrl must be without a path: https://texts.bank.example.";
        if (options.Kind is CarrierKind.Twilio or CarrierKind.Vonage && http.Account.Length == 0)
            yield return $"{section}:Account is missing: the account's SID (Twilio) or API key (Vonage).";
        if (options.Kind != CarrierKind.Http && http.Secret.Length == 0 && http.SecretFile is null)
            yield return $"{section}:Secret or {section}:SecretFile is missing.";
        foreach (var (name, file) in new[] { ("SecretFile", http.SecretFile), ("CallbackSecretFile", http.CallbackSecretFile) })
        {
            if (file is not null && !File.Exists(file))
                yield return $"{section}:{name} does not exist.";
        }
        if (options.Kind != CarrierKind.Twilio && http is { PublicUrl: not null, CallbackSecret.Length: 0, CallbackSecretFile: null })
            yield return $"{section}:CallbackSecret is missing: callbacks are asked for, and without it none could be believed.";
        if (!Enum.IsDefined(http.CallbackProof))
            yield return $"{section}:CallbackProof must be Hmac, Header or Basic.";
        if (http.ContentType is not (Http.Described.BodyTemplate.Json or Http.Described.BodyTemplate.Form))
            yield return $"{section}:ContentType must be {Http.Described.BodyTemplate.Json} or {Http.Described.BodyTemplate.Form}.";
        if (options.Kind == CarrierKind.Http && (!http.Body.Contains("{to}", StringComparison.Ordinal) || !http.Body.Contains("{text}", StringComparison.Ordinal)))
            yield return $"{section}:Body must have {{to}} and {{text}} in it.";
        if (http.Headers.Keys.FirstOrDefault(static name => name.Length == 0 || name.Any(static c => !char.IsAsciiLetterOrDigit(c) && c != '-')) is { } header)
            yield return $"{section}:Headers:{header} is no name of a header.";
    }

    /// <summary>What is wrong with an address, for people; null: nothing.</summary>
    internal static string? WrongAddress(string written, bool plain)
    {
        if (!Uri.TryCreate(written, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            return "must be an address with https.";
        if (url.UserInfo.Length > 0)
            return "must be without a name and password: they have options of their own.";
        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback || plain ? null : "must be https: texts and secrets would go in clear. Http:Plain allows it.";
    }
}
