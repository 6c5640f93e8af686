using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Fido2NetLib;
using Fido2NetLib.Objects;

namespace Tidings.Security.Access.Passkeys;

/// <summary>
/// The ceremonies of WebAuthn as the library checks them, with what this installation asks for: a passkey that the authenticator itself finds (discoverable), and its user verified.
/// What does not pass is null: the library reads what strangers send, and throws many kinds of exceptions at it.
/// </summary>
internal sealed class WebAuthn(PasskeyParty party)
{
    readonly Fido2Configuration _configuration = new()
    {
        RPID = party.Id, RPName = party.Name, Origins = party.Origins.ToHashSet(StringComparer.Ordinal), Timeout = (uint)party.Within.TotalMilliseconds,
    };

    Fido2 Library => new(_configuration);

    public CredentialCreateOptions CreateOptions(byte[] challenge, string name, byte[] handle, IReadOnlyList<byte[]> known) => CredentialCreateOptions.Create(
        _configuration, challenge, new Fido2User { Id = handle, Name = name, DisplayName = name },
        new AuthenticatorSelection { ResidentKey = ResidentKeyRequirement.Required, UserVerification = UserVerificationRequirement.Required },
        AttestationConveyancePreference.None, [.. known.Select(static id => new PublicKeyCredentialDescriptor(id))], new(),
        [PubKeyCredParam.ES256, PubKeyCredParam.Ed25519, PubKeyCredParam.ES384, PubKeyCredParam.PS256, PubKeyCredParam.RS256]);

    public AssertionOptions RequestOptions(byte[] challenge) => RequestOptions(challenge, []);

    /// <param name="known">The passkeys that may answer. Empty: whichever the authenticator finds.</param>
    public AssertionOptions RequestOptions(byte[] challenge, IReadOnlyList<byte[]> known) => AssertionOptions.Create(
        _configuration, challenge, [.. known.Select(static id => new PublicKeyCredentialDescriptor(id))], UserVerificationRequirement.Required, new());

    /// <summary>WebAuthn Level 3 §7.1. That nobody has the credential yet is for the caller to see to.</summary>
    public async ValueTask<RegisteredPublicKeyCredential?> Registered(AuthenticatorAttestationRawResponse sent, CredentialCreateOptions options, CancellationToken cancel)
    {
        try
        {
            return await Library.MakeNewCredentialAsync(
                new() { AttestationResponse = sent, OriginalOptions = options, IsCredentialIdUniqueToUserCallback = static (_, _) => Task.FromResult(true) }, cancel);
        }
        catch (Exception refused) when (refused is not (OperationCanceledException or OutOfMemoryException))
        {
            return null;
        }
    }

    /// <summary>
    /// WebAuthn Level 3 §7.2 but for its step 22: the count that the authenticator says is handed back, and what it means is the caller's to judge.
    /// </summary>
    /// <param name="handle">The user's, without whom the passkey is not found by itself.</param>
    /// <param name="isNamed">It was known whose passkey is asked for: an authenticator need not say it then (§7.2 step 6).</param>
    public async ValueTask<uint?> Count(AuthenticatorAssertionRawResponse sent, AssertionOptions options, byte[] publicKey, byte[] handle, CancellationToken cancel, bool isNamed = false)
    {
        try
        {
            if (sent.Response.UserHandle is { Length: > 0 } said ? !said.AsSpan().SequenceEqual(handle) : !isNamed)
                return null;
            return (await Library.MakeAssertionAsync(
                new()
                {
                    AssertionResponse = sent, OriginalOptions = options, StoredPublicKey = publicKey, StoredSignatureCounter = 0,
                    IsUserHandleOwnerOfCredentialIdCallback = static (_, _) => Task.FromResult(true),
                }, cancel)).SignCount;
        }
        catch (Exception refused) when (refused is not (OperationCanceledException or OutOfMemoryException))
        {
            return null;
        }
    }

    /// <summary>What a browser sent of a new passkey, and the challenge that it answers; null: it is not written as browsers do.</summary>
    public static (AuthenticatorAttestationRawResponse Sent, byte[] Challenge)? Attestation(JsonElement credential) =>
        Parsed(credential, WebAuthnJson.Default.AuthenticatorAttestationRawResponse) is { Response.ClientDataJson: { } data, RawId.Length: > 0 } sent
        && ChallengeIn(data) is { } challenge ? (sent, challenge) : null;

    /// <summary>The same of a sign-in.</summary>
    public static (AuthenticatorAssertionRawResponse Sent, byte[] Challenge)? Assertion(JsonElement credential) =>
        Parsed(credential, WebAuthnJson.Default.AuthenticatorAssertionRawResponse) is { Response.ClientDataJson: { } data, RawId.Length: > 0 } sent
        && ChallengeIn(data) is { } challenge ? (sent, challenge) : null;

    static T? Parsed<T>(JsonElement credential, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return credential.Deserialize(type);
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    // WebAuthn Level 3 §5.8.1: the client data are JSON in UTF-8.
    static byte[]? ChallengeIn(byte[] clientData)
    {
        try
        {
            using var read = JsonDocument.Parse(clientData);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("challenge", out var challenge) && challenge.ValueKind == JsonValueKind.String
                ? System.Buffers.Text.Base64Url.DecodeFromChars(challenge.GetString())
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(AuthenticatorAttestationRawResponse))]
[JsonSerializable(typeof(AuthenticatorAssertionRawResponse))]
internal sealed partial class WebAuthnJson : JsonSerializerContext;
