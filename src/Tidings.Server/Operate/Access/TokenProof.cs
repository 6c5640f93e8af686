using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tidings.Security.Access;
using Tidings.Server.Operate.Limits;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// An access token of the bank's issuer: a signed JWT (RFC 7519, RFC 9068). Systems come with scopes in <c>scope</c> or <c>scp</c>, staff with roles. What proves nothing is refused
/// without saying what was wrong with it.
/// </summary>
internal sealed class TokenProof(IOptions<AccessOptions> options, IssuerKeys keys, CallLimits limits, TimeProvider clock) : IProof
{
    const int Longest = 16 * 1024;

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };
    readonly OidcOptions _oidc = options.Value.Oidc;
    readonly RolesInToken _roles = new(options.Value.Oidc);
    readonly HowStaffSignedIn _signedIn = new(options.Value.Oidc, clock);

    public ValueTask<Proven> Of(HttpContext http, ReadOnlyMemory<char> bearer) =>
        _oidc.Issuer is null || bearer.Length > Longest || bearer.Span.Count('.') != 2 ? new(Proven.NotMine)
        // Checking a signature is dear: whoever has sent many that prove nothing is not worth it for a while.
        : limits.IsSpent(http) ? new(Proven.By(null)) : Validate(bearer.ToString(), http.RequestAborted);

    async ValueTask<Proven> Validate(string token, CancellationToken cancel)
    {
        if (!_handler.CanReadToken(token))
            return Proven.By(null);
        string? name;
        try
        {
            name = _handler.ReadJsonWebToken(token).Kid is { Length: > 0 } kid ? kid : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException)
        {
            return Proven.By(null);
        }
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = _oidc.Issuer,
            ValidAudience = _oidc.Audience,
            ValidAlgorithms = _oidc.Algorithms ?? OidcOptionsCheck.Usual,
            IssuerSigningKeys = await keys.For(name, cancel),
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = InTime,
        });
        return Proven.By(result is { IsValid: true, SecurityToken: JsonWebToken valid } ? CallerOf(valid) : null);
    }

    bool InTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + _oidc.ClockSkew && (notBefore is not { } begin || now >= begin - _oidc.ClockSkew);
    }

    Caller? CallerOf(JsonWebToken token)
    {
        if (string.IsNullOrEmpty(token.Subject) || !_signedIn.IsAccessToken(token))
            return null;
        var role = _signedIn.IsEnough(token) ? Roles.ScopesOf(_roles.Of(token)) : Scope.None;
        return new()
        {
            Identity = $"token:{token.Issuer}#{token.Subject}",
            Scopes = ScopeNames.Known(Values(token, "scope").Concat(Values(token, "scp"))) | role,
            IsOperator = role != Scope.None,
        };
    }

    // A list, or words in one string (RFC 8693 §4.2).
    static string[] Values(JsonWebToken token, string claim) =>
        [.. token.Claims.Where(one => one.Type == claim).SelectMany(static one => one.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
