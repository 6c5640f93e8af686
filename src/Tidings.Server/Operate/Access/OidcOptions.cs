using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Operate.Access;

/// <summary>The bank's issuer of access tokens (OAuth 2.0, OpenID Connect). Section <c>Access:Oidc</c>.</summary>
public sealed class OidcOptions
{
    /// <summary>
    /// The issuer's address, exactly as its tokens write it; its keys are found below it (OpenID Connect Discovery 1.0 §4). https, or http on this machine. Null (the default): no
    /// tokens are taken.
    /// </summary>
    public string? Issuer { get; set; }

    /// <summary>What tokens must be meant for (<c>aud</c>). Needed with an issuer.</summary>
    public string? Audience { get; set; }

    /// <summary>How far the issuer's clock may be from ours. Default 30 s, range 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Signatures that are taken: of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512. Default RS256, PS256, ES256.</summary>
    public string[]? Algorithms { get; set; }

    /// <summary>
    /// Types of token that are taken (<c>typ</c> of the header, RFC 9068 §2.1), without <c>application/</c>: <c>at+jwt</c> where the issuer writes it. Default none: any, but an ID token that
    /// gives itself away (<c>at_hash</c>, <c>c_hash</c>) is refused in any case.
    /// </summary>
    public string[]? TokenTypes { get; set; }

    /// <summary>How staff must have signed in: <c>acr</c> of the token is one of these. Default none: it is not looked at. What a token lacks costs it its roles, and not its scopes.</summary>
    public string[]? StaffAcr { get; set; }

    /// <summary>By what means (RFC 8176): <c>amr</c> of the token has each of these. Default none: it is not looked at.</summary>
    public string[]? StaffAmr { get; set; }

    /// <summary>How long ago at most, by <c>auth_time</c>. 0: it is not looked at. Default 0, range 0 to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan StaffSignedInWithin { get; set; }

    /// <summary>The claim that holds roles of the bank's staff, or the way into it, as <c>realm_access.roles</c>. Default <c>roles</c>.</summary>
    [Required, StringLength(64)]
    public string RolesClaim { get; set; } = "roles";

    /// <summary>What its values mean here. Default: none, and a value counts that is the name of a role here. With one, only values that are mapped count.</summary>
    public OidcRole[]? Roles { get; set; }
}
