using Microsoft.Extensions.Options;

namespace Tidings.Client;

/// <summary>Says at the start what is wrong with the options, never with their values.</summary>
internal sealed class TidingsOptionsCheck : IValidateOptions<TidingsOptions>
{
    public ValidateOptionsResult Validate(string? name, TidingsOptions options)
    {
        List<string> wrong =
        [
            .. Address(options),
            .. Caller(options),
            .. Range(nameof(options.Patience), options.Patience, TimeSpan.Zero, TimeSpan.FromHours(1)),
            .. Range(nameof(options.AttemptTimeout), options.AttemptTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
        ];
        if (options.EventsPerRequest is < 1 or > 10_000)
            wrong.Add($"{nameof(options.EventsPerRequest)} is out of range: set 1 to 10,000.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    static IEnumerable<string> Address(TidingsOptions options)
    {
        if (options.Address is not { } address)
            yield return "Address is missing: set the node's, for example https://tidings.bank.example.";
        else if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.Query.Length > 0 || address.UserInfo.Length > 0)
            yield return "Address is not that of a node: set scheme, host and port, for example https://tidings.bank.example.";
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !options.PlainHttp)
            yield return "Address is plain http: anybody on the way could read the key and take it. Set an https address; where something else protects the way, set PlainHttp.";
    }

    static IEnumerable<string> Caller(TidingsOptions options)
    {
        if (options.Key is null && options.Certificate is null)
            yield return "Key is missing: set the key of the API, or a client Certificate.";
        else if (options.Key is { } key && (key.Length == 0 || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
            yield return "Key is not written as one: it has no spaces, line ends or letters beyond ASCII.";
        if (options.Certificate is { HasPrivateKey: false })
            yield return "Certificate has no private key: load it with its key.";
    }

    static IEnumerable<string> Range(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            yield return $"{name} is out of range: set {least:c} to {most:c}.";
    }
}
