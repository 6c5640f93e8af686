using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Smpp.Sessions;

/// <summary>TLS as an ESME wants it, with suites of forward secrecy and authenticated encryption alone (RFC 9325 §4.2): the SMSC's certificate is checked, and may be pinned; our own is shown where there is one.</summary>
public sealed record SmppClientTls
{
    /// <summary>The name that the SMSC's certificate must bear. Default null: the host of the endpoint.</summary>
    public string? TargetHost { get; init; }

    /// <summary>Our certificate with its private key, for mutual TLS. Default none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Our certificate together with those between it and its authority, which are sent along; wins over <see cref="Certificate"/>. Default none.</summary>
    public SslStreamCertificateContext? CertificateContext { get; init; }

    /// <summary>
    /// Public keys of which the SMSC's certificate must bear one: SHA-256 of the SubjectPublicKeyInfo in hexadecimal, upper or lower case.
    /// Default none: any certificate that the chain vouches for.
    /// </summary>
    public IReadOnlyList<string> PinnedKeys { get; init; } = [];

    /// <summary>Whether a pinned key is enough, chain and name aside, for carriers with a certificate of their own making. Default false.</summary>
    public bool PinIsEnough { get; init; }

    /// <summary>The last word on the SMSC's certificate, in place of the chain and name check. Default none. A pin must match all the same.</summary>
    public RemoteCertificateValidationCallback? Validate { get; init; }

    /// <summary>Protocol versions. Default TLS 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    internal SslClientAuthenticationOptions ToOptions(string host) => new()
    {
        TargetHost = TargetHost ?? host,
        EnabledSslProtocols = Protocols,
        CipherSuitesPolicy = StrongSuites.Policy,
        ClientCertificateContext = CertificateContext,
        ClientCertificates = Certificate is null || CertificateContext is not null ? null : [Certificate],
        RemoteCertificateValidationCallback = IsTrusted,
    };

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return false;
        var pinned = IsPinned(certificate);
        if (PinnedKeys.Count > 0 && !pinned)
            return false;
        if (Validate is not null)
            return Validate(sender, certificate, chain, errors);
        return errors == SslPolicyErrors.None || (pinned && PinIsEnough);
    }

    private bool IsPinned(X509Certificate certificate)
    {
        using var copy = new X509Certificate2(certificate);
        var key = Convert.ToHexString(SHA256.HashData(copy.PublicKey.ExportSubjectPublicKeyInfo()));
        return PinnedKeys.Contains(key, StringComparer.OrdinalIgnoreCase);
    }
}
