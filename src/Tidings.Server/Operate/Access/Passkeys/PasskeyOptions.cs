using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>Passkeys with which operators sign in (WebAuthn Level 3). Section <c>Access:Passkeys</c>.</summary>
public sealed class PasskeyOptions
{
    /// <summary>
    /// The domain that passkeys belong to (§5.1.2), as <c>tidings.bank.example</c>: that of the pages where operators sign in, or one above it. Where it is changed, every passkey has to be
    /// registered anew. Null (the default): there are no passkeys.
    /// </summary>
    public string? RelyingPartyId { get; set; }

    /// <summary>What authenticators show beside it: 1 to 64 characters. Default <c>Tidings</c>.</summary>
    [Required, StringLength(64, MinimumLength = 1)]
    public string RelyingPartyName { get; set; } = "Tidings";

    /// <summary>
    /// The origins of the pages where operators sign in, as <c>https://tidings.bank.example</c>: on the relying party's domain or below it; http only for localhost. Needed with a relying
    /// party.
    /// </summary>
    public string[]? Origins { get; set; }

    /// <summary>How long a sign-in or a registration may take from its options to its answer. Default 5 min, range 30 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:10:00")]
    public TimeSpan CeremonyWithin { get; set; } = TimeSpan.FromMinutes(5);
}
