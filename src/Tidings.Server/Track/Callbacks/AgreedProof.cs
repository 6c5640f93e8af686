using System.Security.Cryptography;
using System.Text;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Track.Callbacks;

/// <summary>Proofs of callbacks that are agreed with a carrier: an HMAC of the body, a secret in a header, or a name and a password.</summary>
internal static class AgreedProof
{
    const string Scheme = "sha256=", Bearer = "Bearer ", Basic = "Basic ";

    public static bool Holds(HttpAccount account, Callback callback)
    {
        var secret = account.CallbackSecret;
        if (secret.Length == 0)
            return false;
        var header = account.Options.CallbackProof == CallbackProof.Basic ? callback.Headers.Authorization : callback.Headers[account.Options.CallbackHeader];
        if (header is not [{ Length: > 0 } shown])
            return false;
        return account.Options.CallbackProof switch
        {
            CallbackProof.Hmac => IsHmac(shown, Encoding.UTF8.GetBytes(secret), callback.Body.Span),
            CallbackProof.Header => Same(Without(shown, Bearer), secret),
            CallbackProof.Basic => shown.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && Same(Without(shown, Basic), HttpAccount.BasicOf(account.Name, secret)),
            _ => false,
        };
    }

    static bool IsHmac(string shown, byte[] secret, ReadOnlySpan<byte> body)
    {
        shown = Without(shown, Scheme);
        Span<byte> said = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var read = shown.Length == 2 * said.Length
            ? Convert.FromHexString(shown, said, out _, out var written) == System.Buffers.OperationStatus.Done && written == said.Length
            : Convert.TryFromBase64String(shown, said, out written) && written == said.Length;
        Span<byte> right = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, body, right);
        return CryptographicOperations.FixedTimeEquals(said, right) & read;
    }

    /// <summary>Whether two texts are the same, in a time that tells nothing of either.</summary>
    public static bool Same(string shown, string secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    static string Without(string shown, string prefix) => shown.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? shown[prefix.Length..].Trim() : shown;
}
