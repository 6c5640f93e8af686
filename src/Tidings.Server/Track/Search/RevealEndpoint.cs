using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Track.Search;

/// <summary>
/// <c>POST /v1/messages/{id}/reveal</c>: the full number and text of one message, to somebody who says why. That he asked is durable before he is answered, so that
/// whatever was seen is in the record.
/// </summary>
internal static class RevealEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/messages/{id}/reveal", Reveal)
        .WithTags("Messages").WithName("RevealMessage").WithSummary("A message's full number and text, for a reason that is recorded")
        .WithDescription("Say why in 8 to 200 characters, without names or numbers of customers: the reason stands in the record of what was done.")
        .Accepts<RevealAsked>("application/json").Produces<Revealed>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> Reveal(string id, HttpContext http, MessageSearch search, IStore store, IActs acts)
    {
        var (reason, problem) = await RecordedReason.OfBody(http);
        if (reason is null)
            return problem!;
        if (!MessageId.TryParse(id, out var message) || await search.Open(message, http.RequestAborted) is not { } found)
            return new Problem(ProblemCodes.NotFound) { Detail = "There is no message with this id." };
        if (found.Class == MessageClass.OneTimeCode)
            return new Problem(ProblemCodes.Forbidden) { Detail = "A one-time code is for its customer, and shown to nobody else." };
        if (found.Text.Length == 0)
            return new Problem(ProblemCodes.Purged) { Detail = "The days of its text are over. What became of it is still known: GET /v1/messages/{id}." };
        await store.Commit(AuditWriter.UnitOf(acts.Record(new(http.Caller().Identity, "message.revealed", $"message/{message}", reason))));
        return Results.Json(new Revealed(message.ToString(), $"+{found.To.Digits}", found.Text), AccessJson.Default.Revealed);
    }
}

/// <param name="Reason">Why: 8 to 200 characters in one line.</param>
internal sealed record RevealAsked(string? Reason);

/// <summary>What a message said to whom.</summary>
/// <param name="To">E.164, with the plus.</param>
internal sealed record Revealed(string Id, string To, string Text)
{
    public override string ToString() => $"revealed {Id} (redacted)";
}
