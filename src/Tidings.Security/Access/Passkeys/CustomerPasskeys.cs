using System.Security.Cryptography;
using System.Text.Json;

namespace Tidings.Security.Access.Passkeys;

/// <summary>
/// Passkeys of the bank's customers, made and used on the bank's own pages: what its browsers send is checked here. Challenges are reckoned again by the caller and not kept, so that what is signed is bound to what they are
/// reckoned from; that each is of use once is the caller's to see to.
/// </summary>
/// <param name="party">The bank's domain and pages, not those of the staff.</param>
public sealed class CustomerPasskeys(PasskeyParty party)
{
    /// <summary>Bytes of what is kept of one: WebAuthn Level 3 §7.1 step 26, and the longest key that is asked for.</summary>
    public const int LongestCredential = 1023, LongestKey = 1024;

    readonly WebAuthn _webAuthn = new(party);

    public bool IsSetUp => party.IsSetUp;

    /// <summary>The options for a browser (<c>PublicKeyCredentialCreationOptionsJSON</c>, WebAuthn Level 3 §5.1.9).</summary>
    /// <param name="name">As the authenticator shows it.</param>
    /// <param name="handle">What it keeps of whose it is: nothing personal.</param>
    /// <param name="known">Credentials that he has: no authenticator is asked for two.</param>
    public string CreateOptions(byte[] challenge, string name, byte[] handle, IReadOnlyList<byte[]> known) => _webAuthn.CreateOptions(challenge, name, handle, known).ToJson();

    /// <summary>The options for a browser (<c>PublicKeyCredentialRequestOptionsJSON</c>, WebAuthn Level 3 §5.1.10).</summary>
    /// <param name="credentials">Those of the customer.</param>
    public string RequestOptions(byte[] challenge, IReadOnlyList<byte[]> credentials) => _webAuthn.RequestOptions(challenge, credentials).ToJson();

    /// <summary>What was made of the options. Null: it does not answer one of these challenges, or is not what browsers send.</summary>
    /// <param name="credential"><c>RegistrationResponseJSON</c>, WebAuthn Level 3 §5.1.8.</param>
    public async ValueTask<MadePasskey?> Made(JsonElement credential, IReadOnlyList<byte[]> challenges, string name, byte[] handle, CancellationToken cancel) =>
        WebAuthn.Attestation(credential) is var (sent, challenge) && IsAmong(challenge, challenges)
        && await _webAuthn.Registered(sent, _webAuthn.CreateOptions(challenge, name, handle, []), cancel) is { Id.Length: > 0 and <= LongestCredential, PublicKey.Length: <= LongestKey } made
            ? new(made.Id, made.PublicKey, made.SignCount) : null;

    /// <summary>Which credential an answer says that it is of. Null: it is not what browsers send.</summary>
    /// <param name="credential"><c>AuthenticationResponseJSON</c>, WebAuthn Level 3 §5.1.8.</param>
    public static byte[]? CredentialOf(JsonElement credential) => WebAuthn.Assertion(credential) is var (sent, _) ? sent.RawId : null;

    /// <summary>The count that the authenticator says, where its signature is right and answers one of these challenges. What a count that does not grow means is the caller's to judge. Null: it is not.</summary>
    /// <param name="known">The credential that it says it is of, and its public key.</param>
    public async ValueTask<uint?> Signed(JsonElement credential, IReadOnlyList<byte[]> challenges, byte[] known, byte[] publicKey, byte[] handle, CancellationToken cancel) =>
        WebAuthn.Assertion(credential) is var (sent, challenge) && IsAmong(challenge, challenges)
            ? await _webAuthn.Count(sent, _webAuthn.RequestOptions(challenge, [known]), publicKey, handle, cancel, isNamed: true) : null;

    static bool IsAmong(byte[] challenge, IReadOnlyList<byte[]> challenges)
    {
        var found = false;
        foreach (var one in challenges)
            found |= CryptographicOperations.FixedTimeEquals(one, challenge);
        return found;
    }
}

/// <summary>A passkey that a browser has made.</summary>
/// <param name="Credential">What its authenticator calls it.</param>
/// <param name="PublicKey">COSE.</param>
/// <param name="Count">How often it has signed; 0: it does not count.</param>
public sealed record MadePasskey(byte[] Credential, byte[] PublicKey, uint Count)
{
    public override string ToString() => "passkey (redacted)";
}
