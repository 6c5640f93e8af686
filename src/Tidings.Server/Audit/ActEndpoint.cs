using System.Text;
using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Audit;

/// <summary><c>GET /v1/audit/acts</c>: who did what when, for those who watch over it; and the proof of each.</summary>
internal static class ActEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/audit/acts/{id}/proof", Prove)
            .WithTags("Audit").WithName("GetActProof").WithSummary("That an act is in the audit log: a .tlog-proof with what its entry commits to, and who it was")
            .Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        MapList(endpoints);
    }

    static void MapList(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/audit/acts", List)
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

    /// <summary>It shows no more than the list does, and is recorded no more than that.</summary>
    static async Task<IResult> Prove(string id, HttpContext http, ActProofs proofs, AuditBuilder builder)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (DocumentActs.IsId(id) && await proofs.Find(id, http.RequestAborted) is { } proof)
            return Results.Text(proof.ToString(), "text/plain", Encoding.UTF8);
        return builder.Halted is { } reason ? AuditEndpoints.Halted(reason)
            : new Problem(ProblemCodes.NotFound) { Detail = "There is no act with this id, or it is older than the audit log. GET /v1/audit/acts shows the ids." };
    }
}
