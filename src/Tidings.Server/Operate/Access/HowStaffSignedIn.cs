using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// What a token must say of the sign-in behind it before its roles count (OpenID Connect Core 1.0 §2: <c>acr</c>, <c>amr</c>, <c>auth_time</c>), and what it must be (<c>typ</c>). Nothing is asked that
/// the configuration does not name.
/// </summary>
internal sealed class HowStaffSignedIn(OidcOptions options, TimeProvider clock)
{
    const string MediaType = "application/";

    /// <summary>Hashes that stand in ID tokens and in nothing else (OpenID Connect Core 1.0 §3.1.3.6, §3.3.2.11).</summary>
    static readonly string[] OfIdTokens = ["at_hash", "c_hash"];

    /// <summary>It is meant to be shown here.</summary>
    public bool IsAccessToken(JsonWebToken token) =>
        !OfIdTokens.Any(claim => token.TryGetPayloadValue<object>(claim, out _)) && (options.TokenTypes is not { Length: > 0 } types || types.Contains(Plain(token.Typ), StringComparer.OrdinalIgnoreCase));

    /// <summary>The roles in it count.</summary>
    public bool IsEnough(JsonWebToken token) =>
        (options.StaffAcr is not { Length: > 0 } acr || acr.Contains(Values(token, "acr").SingleOrDefault()))
        && (options.StaffAmr is not { Length: > 0 } amr || amr.All(Values(token, "amr").Contains))
        && (options.StaffSignedInWithin == TimeSpan.Zero || SignedIn(token) is { } at && clock.GetUtcNow() - at <= options.StaffSignedInWithin + options.ClockSkew);

    static DateTimeOffset? SignedIn(JsonWebToken token) =>
        long.TryParse(Values(token, "auth_time").SingleOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    static string[] Values(JsonWebToken token, string claim) => [.. token.Claims.Where(one => one.Type == claim).Select(static one => one.Value)];

    // RFC 7515 §4.1.9: it may be left out.
    static string Plain(string? type) => type is null ? "" : type.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) ? type[MediaType.Length..] : type;
}
