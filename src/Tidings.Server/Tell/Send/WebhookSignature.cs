using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Server.Tell.Send;

/// <summary>Signatures by Standard Webhooks 1.0, "Signature scheme": HMAC-SHA256 over id, timestamp and body with a full stop between two, marked <c>v1</c>.</summary>
internal static class WebhookSignature
{
    public const string Id = "webhook-id", Timestamp = "webhook-timestamp", Signature = "webhook-signature";

    /// <summary>The header's value: a signature with each secret, a space between two, so that a receiver may know either while they are changed.</summary>
    public static string Of(string id, long seconds, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
