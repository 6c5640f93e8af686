using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tidings.Smpp.Sessions;

/// <summary>TLS as an SMSC wants it, with suites of forward secrecy and authenticated encryption alone (RFC 9325 §4.2).</summary>
public sealed record SmppServerTls
{
    /// <summary>The SMSC's certificate with its private key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Whether an ESME must show a certificate (mutual TLS). Default false.</summary>
    public bool RequireClientCertificate { get; init; }

    /// <summary>The last word on the ESME's certificate, in place of the chain check. Default none.</summary>
    public RemoteCertificateValidationCallback? Validate { get; init; }

    /// <summary>Protocol versions. Default TLS 1.2 and 1.3.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    internal SslServerAuthenticationOptions ToOptions() => new()
    {
        ServerCertificate = Certificate,
        ClientCertificateRequired = RequireClientCertificate,
        EnabledSslProtocols = Protocols,
        CipherSuitesPolicy = StrongSuites.Policy,
        RemoteCertificateValidationCallback = IsTrusted,
    };

    private bool IsTrusted(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
            return !RequireClientCertificate;
        return Validate?.Invoke(sender, certificate, chain, errors) ?? errors == SslPolicyErrors.None;
    }
}
