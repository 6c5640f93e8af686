namespace Tidings.Server.Operate.Access;

/// <summary>What a value of the claim of roles means here. An entry of <c>Access:Oidc:Roles</c>.</summary>
public sealed class OidcRole
{
    /// <summary>The value exactly as the issuer writes it: a role, or a group of its directory.</summary>
    public string Value { get; set; } = "";

    /// <summary>One of the roles of docs/access.md. A value that gives several has an entry for each.</summary>
    public string Role { get; set; } = "";
}
