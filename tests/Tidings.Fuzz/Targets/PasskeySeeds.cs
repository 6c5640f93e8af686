using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tidings.Fuzz.Targets;

/// <summary>A registration that is right and a sign-in that lacks its signature, put together from WebAuthn Level 3 §6.1 and §6.5 octet by octet: the same in each run.</summary>
internal static class PasskeySeeds
{
    const byte PresentAndVerified = 0x05, WithCredential = 0x40;

    static readonly byte[] Id = [1, 2, 3, 4, 5, 6, 7, 8];

    // The base point of P-256 (SEC 2 §2.4.2) is a public key whose private one is 1; nobody signs with it here.
    static readonly byte[] X = Convert.FromHexString("6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"), Y = Convert.FromHexString("4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");

    /// <summary>COSE (RFC 9053 §7.1.1): EC2, ES256, P-256, x, y.</summary>
    public static byte[] PublicKey { get; } = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. X, 0x22, 0x58, 0x20, .. Y];

    static byte[] Data(byte flags) => [.. SHA256.HashData("localhost"u8), flags, 0, 0, 0, 7];

    public static byte[] Registration(byte[] challenge)
    {
        byte[] data = [.. Data(PresentAndVerified | WithCredential), .. new byte[16], 0, (byte)Id.Length, .. Id, .. PublicKey];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Credential(new { clientDataJSON = Client("webauthn.create", challenge), attestationObject = Base64Url.EncodeToString(attestation) });
    }

    public static byte[] SignIn(byte[] challenge, byte[] handle) => Credential(new
    {
        clientDataJSON = Client("webauthn.get", challenge), authenticatorData = Base64Url.EncodeToString(Data(PresentAndVerified)), signature = Base64Url.EncodeToString([0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01]),
        userHandle = Base64Url.EncodeToString(handle),
    });

    static byte[] Credential(object response) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = Base64Url.EncodeToString(Id), rawId = Base64Url.EncodeToString(Id), type = "public-key", response, clientExtensionResults = new { },
    });

    static string Client(string type, byte[] challenge) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","challenge":"{{Base64Url.EncodeToString(challenge)}}","origin":"https://localhost","crossOrigin":false}"""));
}
