using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Security.Transit;

/// <summary>
/// Whether a server is the one that we know: its certificate is vouched for by the system's authorities or by ours, and bears a pinned key where keys are
/// pinned. Pin two, the key in use and the next one, so that the peer can change to it without our help.
/// </summary>
public sealed class PinnedCertificates
{
    readonly HashSet<string> _pins;
    readonly bool _pinIsEnough;
    readonly Authorities? _authorities;
    readonly Action<X509Certificate2>? _seen;
    readonly Revocation _revocation;

    /// <param name="pins">SHA-256 of SubjectPublicKeyInfo (RFC 7469 §2.4), 64 hexadecimal digits each, in any case. Empty: any key.</param>
    /// <param name="pinIsEnough">A pinned key is trusted whatever the chain, the name and the dates say, for peers with certificates of their own making.</param>
    /// <param name="authorities">Who may vouch; null: the system's.</param>
    /// <param name="seen">Hears of each certificate that was trusted, to watch its end. It must not keep it.</param>
    /// <param name="revocation">Whether the system's authorities are asked for revoked certificates; <paramref name="authorities"/> know it themselves.</param>
    /// <exception cref="ArgumentException">A pin is not 64 hexadecimal digits.</exception>
    public PinnedCertificates(
        IReadOnlyCollection<string> pins, bool pinIsEnough = false, Authorities? authorities = null, Action<X509Certificate2>? seen = null, Revocation revocation = Revocation.Off)
    {
        if (!pins.All(IsPin))
            throw new ArgumentException("A pin is SHA-256 in 64 hexadecimal digits.", nameof(pins));
        _pins = new(pins, StringComparer.OrdinalIgnoreCase);
        (_pinIsEnough, _authorities, _seen, _revocation) = (pinIsEnough, authorities, seen, revocation);
    }

    /// <summary>Whether this is 64 hexadecimal digits.</summary>
    public static bool IsPin(string pin) => pin.Length == 2 * SHA256.HashSizeInBytes && pin.All(char.IsAsciiHexDigit);

    /// <summary>The pin of a certificate's key, in lower case.</summary>
    public static string PinOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return false;
        using var copy = new X509Certificate2(certificate);
        var pinned = _pins.Contains(PinOf(copy));
        if (_pins.Count > 0 && !pinned)
            return false;
        if (!(pinned && _pinIsEnough) && !IsVouchedFor(copy, chain, errors))
            return false;
        _seen?.Invoke(copy);
        return true;
    }

    bool IsVouchedFor(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (_authorities is null)
            return errors == SslPolicyErrors.None && (_revocation == Revocation.Off || IsNotRevoked(certificate, chain));
        // The handshake's own verdict on the chain is the system's authorities'; ours is made anew. Its verdict on the name counts.
        return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && _authorities.Vouch(certificate, chain, Authorities.ForServers);
    }

    bool IsNotRevoked(X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.Ask(_revocation);
        if (presented is not null)
            foreach (var element in presented.ChainElements)
                chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }
}
