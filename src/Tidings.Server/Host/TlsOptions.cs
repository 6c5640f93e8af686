using Tidings.Security.Transit;

namespace Tidings.Server.Host;

/// <summary>TLS of the API, for the <c>https://</c> addresses of <c>--urls</c>. Section <c>Tls</c>. Files are read anew when they change.</summary>
public sealed class TlsOptions
{
    public const string Section = "Tls";

    /// <summary>The API's certificate in PEM, followed by those between it and its authority. Default none: as Kestrel's own settings say.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its private key in PEM. Default: in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// In the environment Production the API listens without TLS on this machine's loopback alone; true: also elsewhere, for a proxy that ends TLS and a line to it that nobody else reads. Default false.
    /// </summary>
    public bool PlainHttp { get; set; }

    /// <summary>Whether callers show a certificate: Off, Optional or Required. Default Off.</summary>
    public ClientCertificates ClientCertificates { get; set; }

    /// <summary>Authorities in PEM that alone may vouch for callers' certificates. Needed unless <see cref="ClientCertificates"/> is Off. Default none.</summary>
    public string? ClientCaFile { get; set; }

    /// <summary>Whether revoked certificates of callers are asked for: Off, Cached or Online. What cannot be learned refuses the caller. Default Off.</summary>
    public Revocation ClientRevocation { get; set; }
}

/// <summary>Whether callers of the API show a certificate.</summary>
public enum ClientCertificates
{
    /// <summary>They are not asked for one.</summary>
    Off = 0,
    /// <summary>They are asked; one that is shown must be vouched for.</summary>
    Optional,
    /// <summary>Without one there is no connection.</summary>
    Required,
}
