using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Client.Webhooks;

/// <summary>
/// Tells a webhook of the node from anybody else's, by Standard Webhooks 1.0. It needs no web framework: the headers and the exact bytes of the body are enough. Safe for many
/// threads at once.
/// </summary>
public sealed class WebhookVerifier
{
    const string SecretPrefix = "whsec_", Version = "v1,";
    const int ShortestSecret = 24, LongestSecret = 64, MostSecrets = 8;
    const int LongestId = 256, LongestTimestamp = 15, MostSignatures = 16;

    readonly byte[][] _secrets;
    readonly TimeProvider _time;
    readonly TimeSpan _tolerance = TimeSpan.FromMinutes(5);

    /// <summary>A verifier that takes webhooks signed with any of these secrets.</summary>
    /// <param name="secrets">As the node gave them out: <c>whsec_…</c>. Two while a secret is replaced, so that either is taken; at most eight.</param>
    /// <param name="time">The clock. Default the system's.</param>
    /// <exception cref="ArgumentException">There is no secret or too many, or one is not written as one.</exception>
    public WebhookVerifier(IEnumerable<string> secrets, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = [.. secrets.Select(Read)];
        if (_secrets.Length is 0 or > MostSecrets)
            throw new ArgumentException($"Give 1 to {MostSecrets} secrets.", nameof(secrets));
        _time = time ?? TimeProvider.System;
    }

    /// <summary>A verifier that takes webhooks signed with this secret.</summary>
    /// <param name="secret">As the node gave it out: <c>whsec_…</c>.</param>
    /// <exception cref="ArgumentException">It is not written as one.</exception>
    public WebhookVerifier(string secret) : this([secret]) { }

    /// <summary>How far <see cref="WebhookHeaders.Timestamp"/> may be from now, either way. Default 5 min; 1 s to 1 h.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set beyond that.</exception>
    public TimeSpan Tolerance
    {
        get => _tolerance;
        init => _tolerance = value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromHours(1) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Set 1 s to 1 h.");
    }

    /// <summary>Looks at the signature and the time, and reads what is told.</summary>
    /// <param name="headers">As they came.</param>
    /// <param name="body">The bytes of the body, exactly as they came.</param>
    /// <param name="webhook">What is told, where the verdict is <see cref="WebhookVerdict.Genuine"/>. The same <see cref="Webhook.Id"/> may come more than once.</param>
    /// <returns>Whether it comes from the node.</returns>
    public WebhookVerdict TryRead(in WebhookHeaders headers, ReadOnlySpan<byte> body, out Webhook? webhook)
    {
        webhook = null;
        var verdict = Verify(headers, body);
        if (verdict != WebhookVerdict.Genuine)
            return verdict;
        webhook = WebhookReader.Read(headers.Id!, body);
        return webhook is null ? WebhookVerdict.Unreadable : verdict;
    }

    /// <summary>Looks at the signature and the time alone.</summary>
    /// <param name="headers">As they came.</param>
    /// <param name="body">The bytes of the body, exactly as they came.</param>
    /// <returns>Whether it comes from the node.</returns>
    public WebhookVerdict Verify(in WebhookHeaders headers, ReadOnlySpan<byte> body)
    {
        if (headers is not { Id: { Length: > 0 and <= LongestId } id, Timestamp: { Length: > 0 and <= LongestTimestamp } timestamp, Signature: { Length: > 0 } signatures }
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt))
            return WebhookVerdict.Malformed;
        var age = _time.GetUtcNow().ToUnixTimeSeconds() - signedAt;
        if (age > _tolerance.TotalSeconds)
            return WebhookVerdict.TooOld;
        if (age < -_tolerance.TotalSeconds)
            return WebhookVerdict.TooEarly;
        return IsSigned(id, timestamp, body, signatures) ? WebhookVerdict.Genuine : WebhookVerdict.WrongSignature;
    }

    bool IsSigned(string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        Span<byte> ours = stackalloc byte[MostSecrets * HMACSHA256.HashSizeInBytes];
        ours = ours[..(_secrets.Length * HMACSHA256.HashSizeInBytes)];
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        for (var i = 0; i < _secrets.Length; i++)
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _secrets[i]);
            hmac.AppendData(head);
            hmac.AppendData(body);
            hmac.GetHashAndReset(ours.Slice(i * HMACSHA256.HashSizeInBytes, HMACSHA256.HashSizeInBytes));
        }
        Span<byte> theirs = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var (isSigned, looked) = (false, 0);
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            if (++looked > MostSignatures)
                break;
            var one = signatures.AsSpan(range);
            // Kinds that we do not know stand beside ours when kinds are changed.
            if (!one.StartsWith(Version, StringComparison.Ordinal) || !Convert.TryFromBase64Chars(one[Version.Length..], theirs, out var length) || length != theirs.Length)
                continue;
            // All are compared, each in constant time: how long it takes tells nothing of a signature.
            for (var i = 0; i < ours.Length; i += theirs.Length)
                isSigned |= CryptographicOperations.FixedTimeEquals(ours.Slice(i, theirs.Length), theirs);
        }
        return isSigned;
    }

    static byte[] Read(string secret)
    {
        var base64 = secret.AsSpan();
        if (base64.StartsWith(SecretPrefix, StringComparison.Ordinal))
            base64 = base64[SecretPrefix.Length..];
        var bytes = new byte[LongestSecret];
        // The secret itself is in no exception.
        return Convert.TryFromBase64Chars(base64, bytes, out var length) && length >= ShortestSecret ? bytes[..length]
            : throw new ArgumentException($"A secret is {SecretPrefix} and base64 of {ShortestSecret} to {LongestSecret} bytes.", "secrets");
    }
}
