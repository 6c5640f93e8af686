namespace Tidings.Server.Operate.Access;

/// <summary>A client certificate that opens the API. An entry of <c>Access:Certificates</c>.</summary>
public sealed class ClientCertificate
{
    /// <summary>What the record of acts calls whoever comes with it: 1 to 64 characters, once.</summary>
    public string Name { get; set; } = "";

    /// <summary>The SHA-256 of the certificate (DER) in hexadecimal, with or without colons. Either this or <see cref="Subject"/>.</summary>
    public string? Sha256 { get; set; }

    /// <summary>
    /// The whole subject, as <c>CN=core-banking, O=Example Bank</c>. Only as good as the authorities that the listener trusts for client certificates.
    /// </summary>
    public string? Subject { get; set; }

    /// <summary>What it may do, as <c>events:write</c>.</summary>
    public string[] Scopes { get; set; } = [];
}
