using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary><c>/v1/sessions</c>: an operator's own, seen and ended; and <c>/v1/operators/{name}/sessions</c>, for who manages operators. To end a session needs no second person.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var own = endpoints.MapGroup("/v1/sessions").WithTags("Access");
        own.MapGet("", List).WithName("ListSessions").WithSummary("Your sessions that are open").Produces<SessionList>().ProducesProblem(StatusCodes.Status404NotFound);
        own.MapDelete("/mine", SignOut).WithName("SignOut").WithSummary("End this session").Produces<SessionsEnded>().ProducesProblem(StatusCodes.Status404NotFound);
        own.MapDelete("/others", EndOthers).WithName("EndOtherSessions").WithSummary("End all your sessions but this one").Produces<SessionsEnded>().ProducesProblem(StatusCodes.Status404NotFound);
        own.MapDelete("/{id}", EndOne).WithName("EndSession").WithSummary("End one of your sessions").Produces<SessionsEnded>().ProducesProblem(StatusCodes.Status404NotFound);
        var others = endpoints.MapGroup("/v1/operators/{name}/sessions").WithTags("Access");
        others.MapGet("", ListOf).WithName("ListSessionsOfOperator").WithSummary("An operator's sessions that are open").Produces<SessionList>();
        others.MapDelete("", EndAllOf).WithName("EndSessionsOfOperator").WithSummary("End all sessions of an operator; his account stays").Produces<SessionsEnded>();
    }

    static async Task<IResult> List(HttpContext http, Sessions sessions) => http.Caller() is { Account: { } name } caller
        ? Show(await sessions.List(name, http.RequestAborted), caller.Session)
        : NoSession;

    static async Task<IResult> ListOf(string name, HttpContext http, Sessions sessions) => Show(await sessions.List(name, http.RequestAborted), http.Caller().Session);

    static Task<IResult> SignOut(HttpContext http, Sessions sessions, IActs acts) => EndOwn(http, sessions, acts, id => id == http.Caller().Session);

    static Task<IResult> EndOthers(HttpContext http, Sessions sessions, IActs acts) => EndOwn(http, sessions, acts, id => id != http.Caller().Session, noneIsFine: true);

    static Task<IResult> EndOne(string id, HttpContext http, Sessions sessions, IActs acts) => EndOwn(http, sessions, acts, one => one == id);

    static async Task<IResult> EndOwn(HttpContext http, Sessions sessions, IActs acts, Func<string, bool> chosen, bool noneIsFine = false) => http.Caller().Account is not { } name ? NoSession
        : await sessions.End(name, chosen, Ended(acts, http.Caller(), name), http.RequestAborted) is var ended && (ended > 0 || noneIsFine) ? Told(ended)
        : new Problem(ProblemCodes.NotFound) { Detail = "You have no such session." };

    static async Task<IResult> EndAllOf(string name, HttpContext http, Sessions sessions, IActs acts) =>
        Told(await sessions.End(name, static _ => true, Ended(acts, http.Caller(), name), http.RequestAborted));

    static IReadOnlyList<Core.Ports.Rows.DocumentRow> Ended(IActs acts, Caller caller, string name) => acts.Record(new(caller.Identity, "session.ended", $"operator/{name}"));

    static IResult Show(IReadOnlyList<OpenSession> open, string? mine) =>
        Results.Json(new SessionList([.. open.Select(one => new SessionShown(one.Id, one.Begun, one.Expires, one.LastUsed, one.Id == mine))]), AccessJson.Default.SessionList);

    static IResult Told(int ended) => Results.Json(new SessionsEnded(ended), AccessJson.Default.SessionsEnded);

    static Problem NoSession { get; } = new(ProblemCodes.NotFound) { Detail = "This is no session of an operator's account here." };
}

/// <param name="Id">Names the session; nobody signs in with it.</param>
/// <param name="LastUsed">As far as this node has seen.</param>
/// <param name="This">It is the one by which is asked.</param>
internal sealed record SessionShown(string Id, DateTimeOffset Begun, DateTimeOffset Expires, DateTimeOffset LastUsed, bool This);

internal sealed record SessionList(IReadOnlyList<SessionShown> Sessions);

/// <param name="Ended">How many.</param>
internal sealed record SessionsEnded(int Ended);
