using Tidings.Security.Access;

namespace Tidings.Server.Operate.Access;

/// <summary><c>GET /v1/me</c>: who the caller is to this server, and what he may do.</summary>
internal static class MeEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/me", Get)
        .WithTags("Access").WithName("GetMe").WithSummary("Who you are here, and your scopes").Produces<MeAnswer>();

    static IResult Get(HttpContext http)
    {
        var caller = http.Caller();
        return Results.Json(new MeAnswer(caller.Identity, AccessWords.Of(caller.Reach), ScopeNames.Of(caller.Scopes)), AccessJson.Default.MeAnswer);
    }
}

/// <param name="Kind"><c>live</c>, <c>team</c> or <c>test</c>: how far the texts of your events may go.</param>
internal sealed record MeAnswer(string Identity, string Kind, IReadOnlyList<string> Scopes);
