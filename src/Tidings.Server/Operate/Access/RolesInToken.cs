using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// The roles that a token gives. Values of a list are taken whole, as issuers have groups with blanks in their names; one string may have several words (RFC 8693 §4.2). Where the
/// configuration maps values, only those count; without, a value counts that is a role's name.
/// </summary>
internal sealed class RolesInToken(OidcOptions options)
{
    readonly ILookup<string, string>? _mapped = options.Roles is { Length: > 0 } roles ? roles.ToLookup(static entry => entry.Value, static entry => entry.Role, StringComparer.Ordinal) : null;

    public IEnumerable<string> Of(JsonWebToken token)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var values = Find(payload.RootElement, options.RolesClaim) is { } claim ? Values(claim).ToArray() : [];
        return _mapped is null ? values : values.SelectMany(value => _mapped[value]);
    }

    // The name as it stands first: names may be addresses, with dots of their own. Then as a way into it: realm_access.roles.
    static JsonElement? Find(JsonElement payload, string claim)
    {
        if (payload.TryGetProperty(claim, out var whole))
            return whole;
        var found = payload;
        foreach (var step in claim.Split('.'))
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
                return null;
        return found;
    }

    static IEnumerable<string> Values(JsonElement claim) => claim.ValueKind switch
    {
        JsonValueKind.String => claim.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        JsonValueKind.Array => claim.EnumerateArray().Where(static one => one.ValueKind == JsonValueKind.String).Select(static one => one.GetString()!),
        _ => [],
    };
}
