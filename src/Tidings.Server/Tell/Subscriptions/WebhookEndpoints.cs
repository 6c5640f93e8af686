using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary><c>/v1/webhooks</c>: who is told of what. A secret is in one answer, that of its making.</summary>
internal static class WebhookEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var webhooks = endpoints.MapGroup("/v1/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", List).WithName("ListWebhooks").WithSummary("All subscriptions, without their secrets").Produces<WebhookList>();
        webhooks.MapPost("", Make).WithName("MakeWebhook").WithSummary("Subscribe an address; its secret is shown this once. With a proposal beside it, it is told nothing before somebody else approves")
            .Accepts<WebhookAsked>("application/json").Produces<WebhookShown>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        webhooks.MapGet("/{id}", Get).WithName("GetWebhook").WithSummary("A subscription").Produces<WebhookShown>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPut("/{id}", Put).WithName("PutWebhook").WithSummary("Change address, kinds of events or description; what waits goes to the new address")
            .Accepts<WebhookAsked>("application/json").Produces<WebhookShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        webhooks.MapDelete("/{id}", End).WithName("EndWebhook").WithSummary("End a subscription, with all that waits for it").Produces<WebhookShown>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{id}/secret", Rotate).WithName("RotateWebhookSecret").WithSummary("A new secret, shown this once; the one before it signs too for a while")
            .Produces<WebhookShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    static async Task<IResult> List(SubscriptionBook book, CancellationToken cancel) =>
        Results.Json(new WebhookList([.. (await book.List(cancel)).Select(static one => WebhookShown.Of(one))]), WebhookJson.Default.WebhookList);

    static async Task<IResult> Get(string id, SubscriptionBook book, CancellationToken cancel) =>
        await book.Find(id, cancel) is { } found ? Shown(found) : NotFound;

    static async Task<IResult> Make(HttpContext http, SubscriptionBook book, WebhookRules rules, Changes changes, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (book.Seals is null)
            return NothingSealed;
        var (wish, problem) = await Wish(http, rules);
        if (wish is null)
            return problem!;
        if ((await book.List(cancel)).Count >= SubscriptionBook.Most)
            return new Problem(ProblemCodes.Conflict) { Detail = $"There are {SubscriptionBook.Most} subscriptions, and no more can be. End one that is not needed." };
        var (row, secret) = await book.Prepare(wish, http.Caller(), cancel);
        var plan = changes.By(http.Caller())(row);
        await book.Put(row, plan, cancel);
        return Shown(Subscription.Of(row), secret, plan.Proposal?.Id);
    }

    static Task<IResult> Put(string id, HttpContext http, SubscriptionBook book, WebhookRules rules, Changes changes, CancellationToken cancel) => Changed(id, book, cancel, async found =>
    {
        var (wish, problem) = await Wish(http, rules);
        if (wish is null)
            return problem!;
        var row = book.Changed(found, wish);
        var plan = changes.By(http.Caller())(row);
        await book.Put(row, plan, cancel);
        if (plan.Proposal is { } proposal)
            return DocumentAnswers.Answer(http, new Saved.Proposed(proposal.Id));
        return Shown(Subscription.Of(row));
    });

    // A secret that got out must not wait for a second person; who may replace it sees nothing that he could not see before.
    static Task<IResult> Rotate(string id, HttpContext http, SubscriptionBook book, IActs acts, CancellationToken cancel) => Changed(id, book, cancel, async found =>
    {
        http.Response.Headers.CacheControl = "no-store";
        var (row, secret) = await book.Rotated(found, cancel);
        await book.Put(row, new([row, .. acts.Record(new(http.Caller().Identity, "webhook.secret-rotated", $"webhook/{id}/{row.Version}"))], null), cancel);
        return Shown(Subscription.Of(row), secret);
    });

    static Task<IResult> End(string id, HttpContext http, SubscriptionBook book, IActs acts, CancellationToken cancel) => Changed(id, book, cancel, async found =>
    {
        await book.End(found, acts.Record(new(http.Caller().Identity, "webhook.ended", $"webhook/{id}")), cancel);
        return Shown(found);
    });

    static async Task<IResult> Changed(string id, SubscriptionBook book, CancellationToken cancel, Func<Subscription, Task<IResult>> change)
    {
        if (book.Seals is null || await book.Find(id, cancel) is not { } found)
            return NotFound;
        try
        {
            return await change(found);
        }
        catch (StoreConflictException)
        {
            return new Problem(ProblemCodes.Conflict) { Detail = "Somebody else changed it at this moment. Read it again." };
        }
    }

    static async Task<(WebhookWish? Wish, Problem? Problem)> Wish(HttpContext http, WebhookRules rules)
    {
        var (asked, problem) = await AccessJson.Read(http, WebhookJson.Default.WebhookAsked);
        if (asked is null)
            return (null, problem);
        var errors = new List<FieldError>();
        return rules.Read(asked, errors) is { } wish ? (wish, null) : (null, new(ProblemCodes.ValidationFailed) { Errors = errors });
    }

    static IResult Shown(Subscription one, string? secret = null, string? proposal = null) =>
        Results.Json(WebhookShown.Of(one, secret, proposal), WebhookJson.Default.WebhookShown);

    internal static Problem NotFound { get; } = new(ProblemCodes.NotFound) { Detail = "There is no subscription with this id." };

    static Problem NothingSealed { get; } = new(ProblemCodes.NotFound) { Detail = "Nothing is sealed here (Keys:Seal=false), and so no secret can be kept." };
}
