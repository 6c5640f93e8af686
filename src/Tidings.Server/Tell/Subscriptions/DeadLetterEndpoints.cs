using System.Globalization;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary><c>/v1/webhooks/{id}/dead-letters</c>: what a receiver was not told, and sending it again.</summary>
internal static class DeadLetterEndpoints
{
    const int MostIds = 1000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var letters = endpoints.MapGroup("/v1/webhooks/{id}/dead-letters").WithTags("Webhooks");
        letters.MapGet("", List).WithName("ListDeadLetters").WithSummary("What a receiver did not take in its time, the oldest first, in pages").Produces<DeadLetterPage>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapPost("/replay", Replay).WithName("ReplayDeadLetters").WithSummary("Send dead letters again, all or those named, under the ids that they had")
            .Accepts<ReplayAsked>("application/json").Produces<ReplayAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    static async Task<IResult> List(string id, HttpContext http, SubscriptionBook book, DeadLetters letters, CancellationToken cancel)
    {
        if (await book.Find(id, cancel) is null)
            return WebhookEndpoints.NotFound;
        var after = -1L;
        if (http.Request.Query["after"] is [{ } text, ..] && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return new Problem(ProblemCodes.InvalidParameter) { Errors = [new("after", FieldCodes.Format, "It is no place in the list.", "Send the next that you were given.")] };
        var (found, next) = await letters.List(id, after, cancel);
        return Results.Json(new DeadLetterPage(found, next), WebhookJson.Default.DeadLetterPage);
    }

    static async Task<IResult> Replay(string id, HttpContext http, SubscriptionBook book, DeadLetters letters, IActs acts, CancellationToken cancel)
    {
        if (await book.Find(id, cancel) is null)
            return WebhookEndpoints.NotFound;
        var (asked, problem) = await AccessJson.Read(http, WebhookJson.Default.ReplayAsked);
        if (asked is null)
            return problem!;
        if (asked.Ids?.Count > MostIds)
            return AccessJson.Wrong("ids", FieldCodes.Range, $"More than {MostIds} at once cannot be named.", "Leave the field out for all.");
        var caller = http.Caller().Identity;
        var count = await letters.Replay(id, asked.Ids?.ToHashSet(StringComparer.Ordinal), replayed => acts.Record(new(caller, "webhook.replayed", $"webhook/{id} {replayed}")), cancel);
        return Results.Json(new ReplayAnswer(count), WebhookJson.Default.ReplayAnswer);
    }
}
