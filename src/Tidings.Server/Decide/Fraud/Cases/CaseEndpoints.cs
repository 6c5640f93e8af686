using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Decide.Fraud.Cases;

/// <summary><c>/v1/fraud/cases</c>: what a person must look at, from the question to the verdict.</summary>
internal static class CaseEndpoints
{
    const int UsualAPage = 50, MostAPage = 200, LongestRemark = 1_000, LongestWhy = 200;

    static readonly Problem None = new(ProblemCodes.NotFound) { Detail = "There is no case with this id." };
    static readonly Problem Unreadable = new(ProblemCodes.StateUnreadable) { Detail = "What is stored of the customer does not open now. Try again.", RetryAfter = 1 };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var cases = endpoints.MapGroup("/v1/fraud/cases").WithTags("Fraud");
        cases.MapGet("", List).WithName("GetFraudCases").WithSummary("Cases, the newest first: all, or those that are open, taken or decided").Produces<CasePage>().ProducesProblem(422);
        cases.MapGet("/{id}", Get).WithName("GetFraudCase").WithSummary("A case with its question, texts, replies and remarks; numbers and texts masked").Produces<CaseShown>().ProducesProblem(404).ProducesProblem(503);
        cases.MapPost("/{id}/take", static (string id, HttpContext http, FraudCases all) => Done(all.Take(id, http.Caller().Identity, http.RequestAborted), id, http, all))
            .WithName("TakeFraudCase").WithSummary("Work on a case: nobody else takes it").Produces<CaseShown>().ProducesProblem(404).ProducesProblem(409);
        cases.MapPost("/{id}/note", Remark).WithName("NoteFraudCase").WithSummary("Write a remark on a case").Accepts<RemarkAsked>("application/json").Produces<CaseShown>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        cases.MapPost("/{id}/link", Link).WithName("LinkFraudCase").WithSummary("Say that another case belongs together with it").Accepts<LinkAsked>("application/json").Produces<CaseShown>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        cases.MapPost("/{id}/decide", Decide).WithName("DecideFraudCase").WithSummary("Decide what the payments of a case were")
            .WithDescription("fraud and genuine label its payments for what is judged next, whatever the customer said, and are told by webhook; unclear labels none. It may be decided again.")
            .Accepts<VerdictAsked>("application/json").Produces<CaseShown>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
    }

    static async Task<IResult> List(string? state, string? before, int? limit, HttpContext http, FraudCases cases)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (state is not (null or "open" or "taken" or "decided"))
            return AccessJson.Wrong("state", FieldCodes.UnknownValue, "There is no such state.", "Write open, taken or decided, or leave it out.");
        if (before is not null && !MessageId.TryParse(before, out _))
            return AccessJson.Wrong("before", FieldCodes.Format, "It is no case's id.", "Give next of an earlier page, or nothing.");
        if (limit is < 1 or > MostAPage)
            return AccessJson.Wrong("limit", FieldCodes.Range, "The limit is out of range.", $"Give 1 to {MostAPage}, or nothing.");
        return Results.Json(await cases.List(state, before, limit ?? UsualAPage, http.RequestAborted), SearchEndpoints.Json);
    }

    static async Task<IResult> Get(string id, HttpContext http, FraudCases cases)
    {
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            return await cases.Find(id, http.RequestAborted) is { } found ? Results.Json(found, SearchEndpoints.Json) : None;
        }
        catch (StateUnreadableException)
        {
            return Unreadable;
        }
    }

    static async Task<IResult> Remark(string id, HttpContext http, FraudCases cases)
    {
        var (asked, problem) = await AccessJson.Read(http, CaseJson.Default.RemarkAsked);
        if (asked is null)
            return problem!;
        return asked.Text?.Trim() is { Length: > 0 and <= LongestRemark } text
            ? await Done(cases.Remark(id, http.Caller().Identity, text, http.RequestAborted), id, http, cases)
            : AccessJson.Wrong("text", FieldCodes.Range, $"A remark has 1 to {LongestRemark} characters.", "Write one, without numbers or names of customers.");
    }

    static async Task<IResult> Link(string id, HttpContext http, FraudCases cases)
    {
        var (asked, problem) = await AccessJson.Read(http, CaseJson.Default.LinkAsked);
        if (asked is null)
            return problem!;
        return MessageId.TryParse(asked.Case, out _)
            ? await Done(cases.Link(id, http.Caller().Identity, asked.Case!, http.RequestAborted), id, http, cases)
            : AccessJson.Wrong("case", FieldCodes.Format, "It is no case's id.", "Give the id of another case.");
    }

    static async Task<IResult> Decide(string id, HttpContext http, FraudCases cases)
    {
        var (asked, problem) = await AccessJson.Read(http, CaseJson.Default.VerdictAsked);
        if (asked is null)
            return problem!;
        if (asked.Verdict is not ("fraud" or "genuine" or "unclear"))
            return AccessJson.Wrong("verdict", FieldCodes.UnknownValue, "It is no verdict.", "Write fraud, genuine or unclear.");
        if (asked.Why?.Trim() is not { Length: > 0 and <= LongestWhy } why || why.Any(char.IsControl))
            return AccessJson.Wrong("why", FieldCodes.Range, $"A reason has 1 to {LongestWhy} characters, in one line.", "Say why, without numbers or names of customers.");
        return await Done(cases.Decide(id, http.Caller().Identity, asked.Verdict, why, http.RequestAborted), id, http, cases);
    }

    static async Task<IResult> Done(Task<Changed> change, string id, HttpContext http, FraudCases cases)
    {
        try
        {
            return await change switch
            {
                Changed.None => None,
                Changed.Refused refused => new Problem(ProblemCodes.Conflict) { Detail = refused.Why },
                _ => await Get(id, http, cases),
            };
        }
        catch (StateUnreadableException)
        {
            return Unreadable;
        }
    }
}
