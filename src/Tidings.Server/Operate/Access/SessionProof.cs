using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>The session of an operator: <c>Authorization: Bearer ts_...</c></summary>
internal sealed class SessionProof(Sessions sessions) : IProof
{
    public ValueTask<Proven> Of(HttpContext http, ReadOnlyMemory<char> bearer) =>
        new(Sessions.LooksLikeOne(bearer.Span) ? Proven.By(sessions.Check(bearer.ToString())) : Proven.NotMine);
}
