using Tidings.Core.Ports;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary><c>/v1/operators/{name}/passkeys</c>: another's, for who manages operators. To remove one may need a second person.</summary>
internal static class OperatorPasskeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var passkeys = endpoints.MapGroup("/v1/operators/{name}/passkeys").WithTags("Access");
        passkeys.MapGet("", List).WithName("ListPasskeysOfOperator").WithSummary("An operator's passkeys").Produces<PasskeyList>();
        passkeys.MapDelete("/{id}", Remove).WithName("RemovePasskeyOfOperator").WithSummary("Remove an operator's passkey. With a proposal beside it, it is in force until somebody else approves")
            .Produces<PasskeyShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> List(string name, PasskeyBook passkeys, CancellationToken cancel) =>
        Results.Json(new PasskeyList([.. (await passkeys.List(name, cancel)).Select(one => PasskeyShown.Of(one, name))]), AccessJson.Default.PasskeyList);

    static async Task<IResult> Remove(string name, string id, HttpContext http, PasskeyBook passkeys, Changes changes, IStore store)
    {
        switch (await passkeys.Removal(name, id, http.RequestAborted))
        {
            case PasskeyRemoval.Possible possible:
                var plan = changes.By(http.Caller())(possible.Row);
                try
                {
                    await store.Commit(AuditWriter.UnitOf(plan.Proposal is null ? [.. plan.Rows, possible.Guard] : plan.Rows));
                }
                catch (StoreConflictException)
                {
                    return PasskeyAnswers.ChangedMeanwhile;
                }
                return Results.Json(PasskeyShown.Of(PasskeyBook.Read(id, possible.Row.Body.Span), name, plan.Proposal?.Id), AccessJson.Default.PasskeyShown);
            case PasskeyRemoval.Last:
                return PasskeyAnswers.Last;
            default:
                return PasskeyAnswers.NotFound;
        }
    }
}
