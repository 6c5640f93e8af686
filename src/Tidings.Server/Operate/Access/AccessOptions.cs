
using System.ComponentModel.DataAnnotations;
using Tidings.Server.Operate.Access.Passkeys;

namespace Tidings.Server.Operate.Access;

/// <summary>Who may do what. Section <c>Access</c> of the configuration.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>
    /// What a second person must approve before it is in force: <c>template</c>, <c>alert</c>, <c>settings</c>, <c>api-key</c>, <c>operator</c>, <c>passkey</c> (removing another's), <c>installation-key</c> (rotating, re-encrypting and destroying data keys), <c>customer-erasure</c>, <c>carrier</c> (the machine's configuration of one); or <c>all</c>, or <c>none</c>, alone.
    /// Default: all where the environment is Production (which it is unless it is set otherwise), none elsewhere.
    /// </summary>
    public string[]? TwoPersons { get; set; }

    /// <summary>How long an operator's session lasts, used or not. Default 1 h, range 5 min to 12 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "12:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long it lasts without a call. Counted by each node; what is longer than <see cref="SessionLifetime"/> has no effect. Default 15 min, range 1 min to 12 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "12:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The passkeys of operators.</summary>
    public PasskeyOptions Passkeys { get; set; } = new();

    /// <summary>The bank's issuer of tokens.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>Client certificates that open the API. Default: none.</summary>
    public ClientCertificate[]? Certificates { get; set; }
}
