using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>An issuer over an open line, or without an audience, would let others' tokens in.</summary>
internal sealed class OidcOptionsCheck : IValidateOptions<AccessOptions>
{
    public static readonly string[] Usual = ["RS256", "PS256", "ES256"];

    static readonly FrozenSet<string> Taken =
        new[] { "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512" }.ToFrozenSet(StringComparer.Ordinal);

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var oidc = options.Oidc;
        if (oidc.Algorithms?.All(Taken.Contains) == false)
            return ValidateOptionsResult.Fail($"Access:Oidc:Algorithms has one that is not taken. Write some of {string.Join(", ", Taken.Order(StringComparer.Ordinal))}.");
        if (oidc.ClockSkew < TimeSpan.Zero || oidc.ClockSkew > TimeSpan.FromMinutes(5))
            return ValidateOptionsResult.Fail("Access:Oidc:ClockSkew is from 00:00:00 to 00:05:00.");
        if (oidc.StaffSignedInWithin < TimeSpan.Zero || oidc.StaffSignedInWithin > TimeSpan.FromDays(1))
            return ValidateOptionsResult.Fail("Access:Oidc:StaffSignedInWithin is from 00:00:00 to 1.00:00:00.");
        for (var i = 0; i < oidc.Roles?.Length; i++)
            if (string.IsNullOrWhiteSpace(oidc.Roles[i].Value) || !Roles.Table.ContainsKey(oidc.Roles[i].Role))
                return ValidateOptionsResult.Fail($"Access:Oidc:Roles:{i} needs a Value, as the issuer writes it, and a Role: one of {string.Join(", ", Roles.Table.Keys.Order(StringComparer.Ordinal))}.");
        if (oidc.Issuer is null)
            return ValidateOptionsResult.Success;
        if (!Uri.TryCreate(oidc.Issuer, UriKind.Absolute, out var issuer) || (issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback)))
            return ValidateOptionsResult.Fail("Access:Oidc:Issuer is an https address, or an http one on this machine.");
        return string.IsNullOrWhiteSpace(oidc.Audience)
            ? ValidateOptionsResult.Fail("Access:Oidc:Audience is needed with an issuer: without it, tokens that are meant for others would be taken.")
            : ValidateOptionsResult.Success;
    }
}
