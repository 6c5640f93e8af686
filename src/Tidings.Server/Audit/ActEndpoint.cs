using Tidings.Core.Events;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Audit;

/// <summary><c>GET /v1/audit/acts</c>: who did what when, for those who watch over it.</summary>
internal static class ActEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/audit/acts", List)
        .WithTags("Audit").WithName("ListActs").WithSummary("Who did what when, the newest first")
        .WithDescription("Every change, proposal, decision, reveal, proof, sign-in and rotation. Nothing personal of customers is in it. Go on with next until there is none.")
        .Produces<ActList>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> List([AsParameters] ActAsked asked, HttpContext http, ActSearch search)
    {
        http.Response.Headers.CacheControl = "no-store";
        var wrong = new List<FieldError>();
        var query = ActQuery.Of(asked, wrong);
        return wrong.Count > 0 ? new Problem(ProblemCodes.ValidationFailed) { Errors = wrong }
            : Results.Json(await search.Find(query, http.RequestAborted), ActListJson.Default.ActList);
    }
}
