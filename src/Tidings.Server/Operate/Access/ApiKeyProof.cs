using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>A key of the API: <c>Authorization: Bearer tk_live_...</c></summary>
internal sealed class ApiKeyProof(ApiKeys keys) : IProof
{
    public ValueTask<Proven> Of(HttpContext http, ReadOnlyMemory<char> bearer) =>
        new(ApiKeys.LooksLikeOne(bearer.Span) ? Proven.By(keys.Check(bearer.Span)) : Proven.NotMine);
}
