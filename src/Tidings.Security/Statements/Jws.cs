using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tidings.Security.Audit.Notes;

namespace Tidings.Security.Statements;

/// <summary>Statements that others check with their own tools: JSON Web Signatures in compact form (RFC 7515) by Ed25519 (RFC 8037), under the audit log's key, and that key as a JSON Web Key (RFC 7517).</summary>
public static class Jws
{
    /// <summary>The media type of a compact signature.</summary>
    public const string MediaType = "application/jose";

    /// <summary>By which name readers find the key: its id in the log, eight hexadecimal digits.</summary>
    public static string KeyId(NoteKey key) => key.Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <param name="claims">JSON, signed byte by byte.</param>
    /// <returns><c>header.claims.signature</c></returns>
    public static string Sign(NoteSigner signer, ReadOnlySpan<byte> claims)
    {
        var header = Encoding.UTF8.GetBytes($$"""{"alg":"EdDSA","kid":"{{KeyId(signer.Verifier)}}","typ":"JWT"}""");
        var input = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{input}.{Base64Url.EncodeToString(signer.SignToken(input))}";
    }

    /// <summary>The set of keys (RFC 7517 §5) with this one alone, as JSON.</summary>
    public static byte[] KeySet(NoteKey key)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            json.WriteStartObject();
            json.WriteString("kty", "OKP");
            json.WriteString("crv", "Ed25519");
            json.WriteString("use", "sig");
            json.WriteString("alg", "EdDSA");
            json.WriteString("kid", KeyId(key));
            json.WriteString("x", Base64Url.EncodeToString(key.PublicKey.Span));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return memory.ToArray();
    }
}
