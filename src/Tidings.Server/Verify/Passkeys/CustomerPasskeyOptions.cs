using Microsoft.Extensions.Options;
using Tidings.Server.Operate.Access.Passkeys;

namespace Tidings.Server.Verify.Passkeys;

/// <summary>Passkeys of the bank's customers, which its own pages ask for (WebAuthn Level 3). Section <c>CustomerPasskeys</c>.</summary>
public sealed class CustomerPasskeyOptions
{
    public const string Section = "CustomerPasskeys";

    /// <summary>
    /// The domain that customers' passkeys belong to (§5.1.2), as <c>bank.example</c>: that of the pages that ask for them, or one above it. Where it is changed, every passkey has to be registered anew. Null (the default):
    /// customers have no passkeys.
    /// </summary>
    public string? RelyingPartyId { get; set; }

    /// <summary>What authenticators show beside it: 1 to 64 characters. Null (the default): <c>Bank:Name</c>.</summary>
    public string? RelyingPartyName { get; set; }

    /// <summary>The origins of those pages, as <c>https://www.bank.example</c>: on the relying party's domain or below it; http only for localhost. Needed with a relying party.</summary>
    public string[]? Origins { get; set; }
}

/// <summary>Tells at the start what browsers would refuse, or what would take passkeys from pages of others.</summary>
internal sealed class CustomerPasskeyCheck : IValidateOptions<CustomerPasskeyOptions>
{
    public ValidateOptionsResult Validate(string? name, CustomerPasskeyOptions options)
    {
        var same = new PasskeyOptions { RelyingPartyId = options.RelyingPartyId, Origins = options.Origins };
        if (options.RelyingPartyName is { } shown)
            same.RelyingPartyName = shown;
        return PasskeyOptionsCheck.Wrong(CustomerPasskeyOptions.Section, same, "customers prove themselves") is { } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
