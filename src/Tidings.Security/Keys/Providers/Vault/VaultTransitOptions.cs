namespace Tidings.Security.Keys.Providers.Vault;

/// <summary>The transit engine of HashiCorp Vault (1.9 or later, which knows associated data) or OpenBao. Section <c>Keys:Vault</c>.</summary>
public sealed class VaultTransitOptions
{
    /// <summary>Where it listens: <c>https://vault.bank.example:8200</c>. Plain HTTP only to this machine (an agent). No default.</summary>
    public string Address { get; set; } = "";

    /// <summary>The namespace (X-Vault-Namespace). Default none.</summary>
    public string? Namespace { get; set; }

    /// <summary>Path at which the transit engine is mounted. Default transit.</summary>
    public string Mount { get; set; } = "transit";

    /// <summary>Name of the key, of type aes256-gcm96. It is never made by Tidings. Default tidings.</summary>
    public string Key { get; set; } = "tidings";

    /// <summary>
    /// A file that holds a token, as an agent's sink writes it; read at each request, so that a renewed one counts. Either this or <see cref="RoleId"/>.
    /// Default none.
    /// </summary>
    public string? TokenFile { get; set; }

    /// <summary>role_id of an AppRole to log in with. Default none.</summary>
    public string? RoleId { get; set; }

    /// <summary>The AppRole's secret_id. Default none.</summary>
    public SecretOptions SecretId { get; set; } = new();

    /// <summary>Path at which AppRole is mounted, under auth/. Default approle.</summary>
    public string AppRoleMount { get; set; } = "approle";

    /// <summary>The authorities in PEM that may vouch for its certificate, in place of the system's. Default: the system's.</summary>
    public string? CaFile { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
            yield return "Keys:Vault:Address must be https://host:port.";
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            yield return "Keys:Vault:Address must be https:// unless it is this machine.";
        foreach (var (name, path) in new[] { ("Mount", Mount), ("Key", Key), ("AppRoleMount", AppRoleMount) })
        {
            if (path.Length == 0 || !path.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') || path.Split('/').Any(static part => part.Trim('.').Length == 0))
                yield return $"Keys:Vault:{name} must be letters, digits, '-', '_', '.' and '/' between them.";
        }
        if ((TokenFile is null) == (RoleId is null))
            yield return "Keys:Vault needs either TokenFile or RoleId.";
        if (RoleId is not null && !SecretId.IsSet)
            yield return "Keys:Vault:RoleId needs SecretId.";
        if (CaFile is not null && !File.Exists(CaFile))
            yield return "Keys:Vault:CaFile does not exist.";
        foreach (var problem in SecretId.Problems("Keys:Vault:SecretId"))
            yield return problem;
    }
}
