using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Tidings.Server.Track.Callbacks;

namespace Tidings.Server.Deliver.Http.Vonage;

/// <summary>
/// Vonage's signed webhooks (https://developer.vonage.com/en/getting-started/concepts/webhooks): a JWT (RFC 7519) with HS256 under the signature secret, whose payload_hash is the SHA-256 of the
/// body.
/// </summary>
internal static class SignedWebhook
{
    const string Scheme = "Bearer ";

    /// <summary>So long after it was signed a webhook is taken: Vonage brings one again for a day.</summary>
    static readonly TimeSpan TakenFor = TimeSpan.FromHours(24);

    /// <param name="apiKey">Whose account it must name, if it names one; empty: any.</param>
    public static bool IsGenuine(string? authorization, ReadOnlySpan<byte> body, string secret, string apiKey, DateTimeOffset now)
    {
        if (secret.Length == 0 || authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) != true)
            return false;
        var token = authorization[Scheme.Length..].Trim();
        if (token.Split('.') is not [var header, var payload, var signature])
            return false;
        var right = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]));
        if (Bytes(signature) is not { } shown || !CryptographicOperations.FixedTimeEquals(shown, right))
            return false;
        using var head = JsonAt.Parse(Bytes(header));
        using var claims = JsonAt.Parse(Bytes(payload));
        if (head is null || claims is null || JsonAt.Text(head.RootElement, "alg") != "HS256")
            return false;
        var hash = JsonAt.Text(claims.RootElement, "payload_hash");
        return hash is not null && AgreedProof.Same(hash.ToLowerInvariant(), Convert.ToHexStringLower(SHA256.HashData(body)))
            && (JsonAt.Number(claims.RootElement, "iat") is not { } signed || now.ToUnixTimeSeconds() - signed <= (long)TakenFor.TotalSeconds)
            && (JsonAt.Number(claims.RootElement, "exp") is not { } end || now.ToUnixTimeSeconds() < end)
            && (apiKey.Length == 0 || JsonAt.Text(claims.RootElement, "api_key") is not { } key || key == apiKey);
    }

    /// <summary>Null: it is no base64url.</summary>
    static byte[]? Bytes(string part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
}
