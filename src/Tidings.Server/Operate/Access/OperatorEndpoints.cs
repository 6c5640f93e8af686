using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary><c>/v1/operators</c>: the accounts of the bank's staff. Nobody gives a role that can do more than he can himself.</summary>
internal static class OperatorEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var operators = endpoints.MapGroup("/v1/operators").WithTags("Access");
        operators.MapGet("", List).WithName("ListOperators").WithSummary("The staff with accounts here, and their roles").Produces<OperatorList>();
        operators.MapPost("", Add).WithName("AddOperator").WithSummary("Add somebody, or let him enrol anew; the code by which he enrols is shown this once")
            .Accepts<OperatorAsked>("application/json").Produces<OperatorShown>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        operators.MapPut("/{name}", Change).WithName("ChangeOperator").WithSummary("Give an operator other roles, or say who he is to the issuer of tokens")
            .Accepts<OperatorAsked>("application/json").Produces<OperatorShown>().ProducesProblem(StatusCodes.Status404NotFound);
        operators.MapDelete("/{name}", Remove).WithName("RemoveOperator").WithSummary("End an operator's access and sessions at once")
            .Produces<OperatorShown>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> List(Operators operators, CancellationToken cancel) =>
        Results.Json(new OperatorList([.. (await operators.List(cancel)).Select(static one => OperatorShown.Of(one))]), AccessJson.Default.OperatorList);

    static async Task<IResult> Add(HttpContext http, Operators operators, Changes changes)
    {
        http.Response.Headers.CacheControl = "no-store";
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.OperatorAsked);
        if (asked is null)
            return problem!;
        var (name, roles) = (asked.Name ?? "", asked.Roles ?? []);
        await operators.Refresh(http.RequestAborted);
        if ((Wrong(http.Caller(), name, roles) ?? WrongSubject(operators, name, asked.Subject)) is { } wrong)
            return wrong;
        var (row, code) = operators.Prepare(name, roles, http.Caller().Behind, asked.Subject);
        return await Write(http, operators, changes, row, code);
    }

    static async Task<IResult> Change(string name, HttpContext http, Operators operators, Changes changes)
    {
        var (asked, problem) = await AccessJson.Read(http, AccessJson.Default.OperatorAsked);
        if (asked is null)
            return problem!;
        await operators.Refresh(http.RequestAborted);
        if ((Wrong(http.Caller(), name, asked.Roles ?? []) ?? WrongSubject(operators, name, asked.Subject)) is { } wrong)
            return wrong;
        return operators.Change(name, asked.Roles!, asked.Subject) is { } row ? await Write(http, operators, changes, row, null) : NotFound;
    }

    static async Task<IResult> Remove(string name, HttpContext http, Operators operators, IActs acts)
    {
        await operators.Refresh(http.RequestAborted);
        if (operators.Removal(name) is not { } row)
            return NotFound;
        // To end somebody's access needs no second person.
        await operators.Put([row, .. acts.Record(new(http.Caller().Identity, "operator.removed", $"operator/{name}"))], http.RequestAborted);
        return Results.Json(OperatorShown.Of(Operators.Read(name, row.Body.Span)), AccessJson.Default.OperatorShown);
    }

    static async Task<IResult> Write(HttpContext http, Operators operators, Changes changes, DocumentRow row, string? code)
    {
        var plan = changes.By(http.Caller())(row);
        await operators.Put(plan.Rows, http.RequestAborted);
        return Results.Json(OperatorShown.Of(Operators.Read(row.Id, row.Body.Span), code, plan.Proposal?.Id), AccessJson.Default.OperatorShown);
    }

    static Problem? Wrong(Caller caller, string name, IReadOnlyList<string> roles)
    {
        if (Operators.WhyNot(name, roles) is { } why)
            return AccessJson.Wrong("$", FieldCodes.UnknownValue, why, "See docs/access.md.");
        return (Roles.ScopesOf(roles) & ~caller.Scopes) is not Scope.None and var beyond
            ? new(ProblemCodes.Forbidden) { Detail = $"These roles can do what you cannot: {string.Join(", ", ScopeNames.Of(beyond))}." }
            : null;
    }

    static Problem? WrongSubject(Operators operators, string name, string? subject) => operators.WhyNotSubject(name, subject) is { } why
        ? AccessJson.Wrong("subject", FieldCodes.UnknownValue, why, "Send the sub of his own tokens, as the issuer writes it.")
        : null;

    static Problem NotFound { get; } = new(ProblemCodes.NotFound) { Detail = "There is no operator of this name." };
}
