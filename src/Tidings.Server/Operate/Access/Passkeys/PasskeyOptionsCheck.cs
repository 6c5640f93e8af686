using Microsoft.Extensions.Options;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>What browsers would refuse at the first sign-in, or what would take passkeys from pages of others, is told at the start.</summary>
internal sealed class PasskeyOptionsCheck : IValidateOptions<AccessOptions>
{
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30), Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, AccessOptions options) => Wrong("Access:Passkeys", options.Passkeys, "operators sign in") is { } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;

    /// <param name="section">Where it is configured.</param>
    /// <param name="what">What happens on the pages: operators sign in.</param>
    public static string? Wrong(string section, PasskeyOptions options, string what)
    {
        if (options.CeremonyWithin < Shortest || options.CeremonyWithin > Longest)
            return $"{section}:CeremonyWithin is from 00:00:30 to 00:10:00.";
        if (options.RelyingPartyName is not { Length: > 0 and <= 64 })
            return $"{section}:RelyingPartyName has 1 to 64 characters.";
        if (options.RelyingPartyId is not { } id)
            return options.Origins is { Length: > 0 }
                ? $"{section}:Origins is set and {section}:RelyingPartyId is not. Set the domain of those pages there, or take the origins out."
                : null;
        if (Uri.CheckHostName(id) != UriHostNameType.Dns || !id.Equals(id.ToLowerInvariant(), StringComparison.Ordinal) || !id.All(char.IsAscii))
            return $"{section}:RelyingPartyId is a domain alone in small letters, as tidings.bank.example: without https://, a port, or an address in numbers.";
        if (options.Origins is not { Length: > 0 } origins)
            return $"{section}:Origins is needed with {section}:RelyingPartyId. Write the origin of the page where {what}, as https://{id}.";
        for (var i = 0; i < origins.Length; i++)
            if (WrongOrigin(section, origins[i], id) is { } wrong)
                return $"{section}:Origins:{i} {wrong}";
        return null;
    }

    static string? WrongOrigin(string section, string written, string id)
    {
        if (!Uri.TryCreate(written, UriKind.Absolute, out var origin) || (origin.Scheme != Uri.UriSchemeHttps && origin.Scheme != Uri.UriSchemeHttp))
            return "is not an origin. Write it as https://tidings.bank.example, with its port where that is not 443.";
        if (!written.Equals(origin.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal))
            return "has more than an origin has, or is not written as browsers do. Write scheme, host and port alone, in small letters, without a slash at the end.";
        if (origin.Scheme == Uri.UriSchemeHttp && origin.Host != "localhost")
            return "is over http. Browsers have passkeys over https only, but for localhost.";
        return origin.Host == id || origin.Host.EndsWith($".{id}", StringComparison.Ordinal)
            ? null
            : $"is not on the domain of {section}:RelyingPartyId nor below it. Browsers would refuse it.";
    }
}
