using System.Security.Cryptography;

namespace Tidings.Server.Tell.Send;

/// <summary>A secret as Standard Webhooks writes it: <c>whsec_</c> and base64 of 24 to 64 bytes. Ours have 32.</summary>
internal static class WebhookSecret
{
    public const string Prefix = "whsec_";
    public const int Bytes = 32;

    public static byte[] New() => RandomNumberGenerator.GetBytes(Bytes);

    public static string Write(ReadOnlySpan<byte> secret) => Prefix + Convert.ToBase64String(secret);
}
