using System.Text.Json;
using Tidings.Core.Ports;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Audit.Entries;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary><c>/v1/passkeys</c>: an operator's own, in a session of his.</summary>
internal static class PasskeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var passkeys = endpoints.MapGroup("/v1/passkeys").WithTags("Access");
        passkeys.MapGet("", List).WithName("ListPasskeys").WithSummary("Your passkeys").Produces<PasskeyList>().ProducesProblem(StatusCodes.Status404NotFound);
        passkeys.MapGet("/options", Begin).WherePasskeysAreSetUp().AfterSigningIn().WithName("BeginPasskey").WithSummary("Options for navigator.credentials.create(): a new passkey of yours")
            .Produces<JsonElement>().ProducesProblem(StatusCodes.Status404NotFound);
        passkeys.MapPost("", Finish).WherePasskeysAreSetUp().AfterSigningIn().WithName("RegisterPasskey").WithSummary("Register what the browser made of the options")
            .Accepts<PasskeyAsked>("application/json").Produces<PasskeyShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        passkeys.MapDelete("/{id}", Remove).AfterSigningIn().WithName("RemovePasskey").WithSummary("Remove a passkey of yours")
            .Produces<PasskeyShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> List(HttpContext http, PasskeyBook passkeys) => http.Caller().Account is { } name
        ? Results.Json(new PasskeyList([.. (await passkeys.List(name, http.RequestAborted)).Select(one => PasskeyShown.Of(one, name))]), AccessJson.Default.PasskeyList)
        : PasskeyAnswers.NoAccount;

    static async Task<IResult> Begin(HttpContext http, PasskeyRegistrations registrations) =>
        http.Caller().Account is { } name && await registrations.Begin(name, http.RequestAborted) is { } options ? PasskeyAnswers.Options(options) : PasskeyAnswers.NoAccount;

    static async Task<IResult> Finish(HttpContext http, PasskeyRegistrations registrations)
    {
        if (http.Caller().Account is not { } name)
            return PasskeyAnswers.NoAccount;
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.PasskeyAsked);
        if (asked is null || (problem = PasskeyAnswers.Wrong(asked.Name, asked.Credential)) is not null)
            return problem!;
        return PasskeyAnswers.Of(await registrations.Finish(name, asked.Name!, asked.Credential!.Value, http.RequestAborted), name);
    }

    static async Task<IResult> Remove(string id, HttpContext http, PasskeyBook passkeys, IStore store, IActs acts)
    {
        if (http.Caller().Account is not { } name)
            return PasskeyAnswers.NoAccount;
        switch (await passkeys.Removal(name, id, http.RequestAborted))
        {
            case PasskeyRemoval.Possible possible:
                try
                {
                    await store.Commit(AuditWriter.UnitOf([possible.Row, possible.Guard, .. acts.Record(new(http.Caller().Identity, "passkey.removed", $"passkey/{id}"))]));
                }
                catch (StoreConflictException)
                {
                    return PasskeyAnswers.ChangedMeanwhile;
                }
                return Results.Json(PasskeyShown.Of(PasskeyBook.Read(id, possible.Row.Body.Span), name), AccessJson.Default.PasskeyShown);
            case PasskeyRemoval.Last:
                return PasskeyAnswers.Last;
            default:
                return PasskeyAnswers.NotFound;
        }
    }
}
