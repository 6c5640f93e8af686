using Tidings.Core.Events;
using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary>Who calls, for those behind the <see cref="AccessMiddleware"/>.</summary>
internal static class CallerOfRequest
{
    // Rooms are also hosted without access, by tests: then nobody asks who it was.
    static readonly Caller Nobody = new() { Identity = "nobody", Scopes = Scope.None, Reach = Core.Events.Reach.Test };

    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>() ?? Nobody;

    /// <summary>How far the texts of this caller's events may go.</summary>
    public static Reach Reach(this HttpContext http) => http.Caller().Reach;
}
