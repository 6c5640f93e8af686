using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Deliver;
using Tidings.Server.Intake.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Decide.Explain;

/// <summary>
/// <c>POST /v1/explain</c>: why a customer hears of an event, or does not. An event is decided against the customer's state as it is, by what is in force; one that happened is shown as it was decided.
/// </summary>
internal static class ExplainEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/v1/explain", Post).WithTags("Events").WithName("ExplainDecision")
        .WithSummary("Say why a customer hears of an event, or does not")
        .WithDescription("What would be sent for an event now, or was for one that happened: by which alert, wish, policy and limit, or why not. Nothing is sent or remembered. Send {\"event\": a CloudEvent}, or {\"message\": the id of a message or of a decided event}. Numbers and texts are masked.")
        .Accepts<ExplainAsked>("application/json").Produces<ExplainAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> Post(
        HttpContext http, [FromServices] EventReaders readers, IAccountDirectory accounts, IGrainFactory grains, IOptions<PartitionOptions> partitions, IStore store, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        ExplainAsked? asked;
        try
        {
            asked = JsonSerializer.Deserialize<ExplainAsked>(body.Span, Strict);
        }
        catch (JsonException)
        {
            asked = null;
        }
        if (asked is not { } what || (what.Event is null) == (what.Message is null))
            return new Problem(ProblemCodes.InvalidJson) { Detail = "Send {\"event\": a CloudEvent} or {\"message\": an id}." };
        if (what.Message is not null && !http.Caller().May(Scope.MessagesRead))
            return new Problem(ProblemCodes.Forbidden) { Detail = "What happened is shown to whoever has messages:read." };
        if (what.Message is { } id)
            return MessageId.TryParse(id, out var message) && await Recorded(message, store, cancel) is { } recorded
                ? Results.Json(recorded, ExplainAnswer.Json) : new Problem(ProblemCodes.NotFound) { Detail = "There is no message or decided event with this id." };
        var parsed = readers.Mine.ReadOne(JsonSerializer.SerializeToUtf8Bytes(what.Event!.Value), http.Reach());
        if (parsed.Event is not { } happened)
            return new Problem(ProblemCodes.EventRefused) { Errors = parsed.Errors };
        if (Whom(happened, accounts) is not { } one)
            return new Problem(ProblemCodes.EventRefused) { Errors = [Nobody] };
        var answer = await grains.GetGrain<IPartitionGrain>(Placement.Of(one.Customer, partitions.Value.Count)).Explain(new([one]));
        return answer.Json.Length == 0 ? new Problem(ProblemCodes.StateUnreadable) : Results.Bytes(answer.Json, "application/json");
    }

    /// <summary>Of a joint account the first holder. Null: the event's account or customer is not known.</summary>
    static BankEvent? Whom(BankEvent happened, IAccountDirectory accounts)
    {
        if (happened.Account is not { } named)
            return happened.Customer.Length > 0 ? happened : null;
        if (!accounts.TryGet(named, out var account))
            return null;
        var customer = happened.Customer.Length > 0 ? happened.Customer : account.Holders is [var first, ..] ? first : "";
        return account.Holders.Contains(customer) ? happened with { Account = account.Id, Customer = customer } : null;
    }

    static async Task<ExplainAnswer?> Recorded(MessageId id, IStore store, CancellationToken cancel)
    {
        if (await store.ReadMessage(id, cancel) is not { } facts)
            return null;
        var decided = DecidedEvents.Of(facts.Row);
        return new(true, facts.Row.Customer, true,
            [.. decided.Messages.Select((message, i) => ExplainedMessage.Of(message, new MessageId(facts.Row.Id.Value + i)))], ExplainAnswer.Suppressed(decided.Suppressions))
        {
            Event = new EventReference(decided.Source, decided.EventId, decided.Type, decided.Time),
        };
    }

    static readonly FieldError Nobody = new(
        "data", FieldCodes.UnknownCustomer, "The event's account is not registered, has no holder, or the customer does not hold it.", "Register account and holders first, or name a holder.");

    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    };
}

/// <param name="Event">A CloudEvent as <c>POST /v1/events</c> takes it.</param>
/// <param name="Message">The id of a message, or of a decided event.</param>
internal sealed record ExplainAsked(JsonElement? Event, string? Message);
