using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary><c>/v1/keys</c>: the keys of the API. A key's secret is in one answer, that of its making.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/v1/keys").WithTags("Access");
        keys.MapGet("", List).WithName("ListKeys").WithSummary("All keys, without their secrets").Produces<KeyList>();
        keys.MapPost("", Make).WithName("MakeKey").WithSummary("Make a key; its secret is shown this once. With a proposal beside it, it opens nothing before somebody else approves")
            .Accepts<KeyAsked>("application/json").Produces<KeyShown>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        keys.MapDelete("/{id}", Revoke).WithName("RevokeKey").WithSummary("End a key for good").Produces<KeyShown>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> List(ApiKeys keys, CancellationToken cancel) =>
        Results.Json(new KeyList([.. (await keys.List(cancel)).Select(key => KeyShown.Of(key))]), AccessJson.Default.KeyList);

    static async Task<IResult> Make(HttpContext http, ApiKeys keys, Changes changes, TwoPersons twoPersons, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.KeyAsked);
        if (asked is null)
            return problem!;
        if (KeyRules.Read(asked, http.Caller(), twoPersons.NotByOne, out problem) is not { } request)
            return problem!;
        if (keys.WhyNot(request) is { } why)
            return AccessJson.Wrong("$", FieldCodes.Range, why, "See docs/access.md.");
        var (made, row) = keys.Prepare(request);
        var plan = changes.By(http.Caller())(row);
        await keys.Put(plan.Rows, cancel);
        return Results.Json(KeyShown.Of(made.Key, made.Secret, plan.Proposal?.Id), AccessJson.Default.KeyShown);
    }

    static async Task<IResult> Revoke(string id, HttpContext http, ApiKeys keys, IActs acts, CancellationToken cancel) =>
        await keys.Revoke(id, acts.Record(new(http.Caller().Identity, "api-key.revoked", $"api-key/{id}")), cancel)
            ? Results.Json(KeyShown.Of((await keys.List(cancel)).Single(key => key.Id == id)), AccessJson.Default.KeyShown)
            : new Problem(ProblemCodes.NotFound) { Detail = "There is no such key, or it is revoked already." };
}
