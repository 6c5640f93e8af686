using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Track.Replies;

/// <summary>What people and the bank's systems ask of customers' texts. Answers hold personal data: nothing between keeps them.</summary>
internal static class ReplyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var replies = endpoints.MapGroup("/v1/replies").WithTags("Replies");
        replies.MapGet("/{id}", Get).WithName("GetReply").WithSummary("What a customer wrote: what it was read as, and its answer; number and text masked")
            .Produces<ReplyAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        replies.MapPost("/search", Search).WithName("SearchReplies").WithSummary("Customers' texts by customer, number, meaning and time, newest first")
            .Accepts<ReplyQuery>("application/json").Produces<ReplyPage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        replies.MapPost("/{id}/reveal", Reveal).WithName("RevealReply").WithSummary("A customer's text and full number, for a reason that is recorded")
            .WithDescription("Say why in 8 to 200 characters, without names or numbers of customers: the reason stands in the record of what was done.")
            .Accepts<RevealAsked>("application/json").Produces<RevealedReply>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static readonly Problem None = new(ProblemCodes.NotFound) { Detail = "There is no reply with this id." };

    static async Task<IResult> Get(string id, HttpContext http, ReplySearch search)
    {
        http.Response.Headers.CacheControl = "no-store";
        return MessageId.TryParse(id, out var row) && await search.Find(row, http.RequestAborted) is { } found ? Results.Json(found, SearchEndpoints.Json) : None;
    }

    static async Task<IResult> Search(HttpContext http, ReplySearch search)
    {
        var (query, problem) = await SearchEndpoints.Read<ReplyQuery>(http);
        if (query is null)
            return problem!;
        var wrong = new List<FieldError>();
        var range = QueryRange.Of(query.From, query.To, query.Cursor, query.Limit, wrong);
        var number = SearchEndpoints.Number(query.Number, wrong);
        return wrong.Count > 0
            ? new Problem(ProblemCodes.ValidationFailed) { Errors = wrong }
            : Results.Json(await search.Search(query, number, range, http.RequestAborted), SearchEndpoints.Json);
    }

    /// <summary>That somebody looked is durable before he is answered, so that whatever was seen is in the record.</summary>
    static async Task<IResult> Reveal(string id, HttpContext http, ReplySearch search, IStore store, IActs acts)
    {
        var (reason, problem) = await RecordedReason.OfBody(http);
        if (reason is null)
            return problem!;
        if (!MessageId.TryParse(id, out var row) || await search.Open(row, http.RequestAborted) is not { } found)
            return None;
        if (found.Text.Length == 0)
            return new Problem(ProblemCodes.Purged) { Detail = "The days of the text are over. What it did is still known: POST /v1/replies/search." };
        await store.Commit(AuditWriter.UnitOf(acts.Record(new(http.Caller().Identity, "reply.revealed", $"reply/{row}", reason))));
        return Results.Json(new RevealedReply(row.ToString(), $"+{found.From.Digits}", found.Text), AccessJson.Default.RevealedReply);
    }
}
