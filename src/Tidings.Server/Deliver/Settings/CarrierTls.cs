using Tidings.Security.Transit;

namespace Tidings.Server.Deliver.Settings;

/// <summary>TLS to the SMSC.</summary>
public sealed class CarrierTls
{
    /// <summary>Whether the connection is encrypted (TLS 1.2 or 1.3). Default no.</summary>
    public bool Enabled { get; set; }

    /// <summary>The name that the SMSC's certificate must bear. Default: the host.</summary>
    public string? Name { get; set; }

    /// <summary>Authorities in PEM that alone may vouch for the SMSC's certificate; read anew when it changes. Default: the system's.</summary>
    public string? CaFile { get; set; }

    /// <summary>Whether revoked certificates of the SMSC are asked for: Off, Cached or Online. What cannot be learned ends the connection. Default Off.</summary>
    public Revocation Revocation { get; set; }

    /// <summary>
    /// SHA-256 of the SubjectPublicKeyInfo, in hexadecimal, of which the certificate must bear one. Name two, the key in use and the next. Default none.
    /// </summary>
    public string[] PinnedKeys { get; set; } = [];

    /// <summary>A pinned key is enough: for carriers with certificates of their own making. Default no.</summary>
    public bool PinIsEnough { get; set; }

    /// <summary>
    /// Our certificate in PEM, for mutual TLS, followed by those between it and its authority. Read anew when it changes. Default none.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its private key in PEM. Default: in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }
}
