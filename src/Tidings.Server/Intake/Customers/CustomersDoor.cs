using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Server.Intake.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Customers;

/// <summary>
/// <c>/v1/customers/{id}</c>. A PUT is the event <c>customer.updated</c> by another door: it is journalled like any other. Who asked for it is an act, before it is answered.
/// </summary>
internal sealed class CustomersDoor(
    IEventRouter router, ICustomerReader customers, EventReaders readers, IntakeGate gate, CustomerActs acts, IOptions<IntakeOptions> options, TimeProvider clock)
{
    public const string Source = "/tidings/customers";

    sealed class Asked(string customer, string id)
    {
        public readonly string Customer = customer, Id = id;
        public ParsedEvent Parsed;
    }

    static Problem NotRegistered => new(ProblemCodes.NotFound) { Detail = "No customer with this id is registered." };

    /// <summary>Name and numbers masked, for everybody.</summary>
    public async Task<IResult> Get(string id) => !JsonBody.IsId(id)
        ? JsonBody.WrongId
        : await customers.Get(id) is { } profile ? Results.Json(CustomerView.Of(profile, masked: true), IntakeJson.Answers.CustomerView) : NotRegistered;

    /// <summary>Name and numbers in full, to whoever says why. That he asked is durable before he is answered.</summary>
    public async Task<IResult> Reveal(string id, HttpContext http)
    {
        if (!JsonBody.IsId(id))
            return JsonBody.WrongId;
        var (reason, problem) = await RecordedReason.OfBody(http);
        if (reason is null)
            return problem!;
        if (await customers.Get(id) is not { } profile)
            return NotRegistered;
        await acts.Revealed(http.Caller().Identity, id, reason);
        return Results.Json(CustomerView.Of(profile), IntakeJson.Answers.CustomerView);
    }

    public async Task<IResult> Put(string id, HttpContext http)
    {
        if (!JsonBody.IsId(id))
            return JsonBody.WrongId;
        var asked = new Asked(id, Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        if (await JsonBody.Read(http, gate, (readers, asked), static (json, state) =>
                state.asked.Parsed = state.readers.Mine.ReadProfile(state.asked.Customer, Source, state.asked.Id, json)) is { } wrong)
            return wrong;
        if (asked.Parsed.Event is not { } happened)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = WithoutData(asked.Parsed.Errors) };
        var before = await Registered(id);
        var outcome = (await router.Accept([happened], http.RequestAborted))[0];
        if (outcome.Status is EventStatus.Accepted or EventStatus.Duplicate)
            await acts.Changed(http.Caller().Identity, before, happened.Profile!);
        return outcome.Status switch
        {
            EventStatus.Accepted or EventStatus.Duplicate => Results.Json(CustomerView.Of(happened.Profile!), IntakeJson.Answers.CustomerView),
            EventStatus.Refused => new Problem(ProblemCodes.ValidationFailed) { Errors = WithoutData(outcome.Errors) },
            _ when StateUnreadableException.Explains(outcome) => new Problem(ProblemCodes.StateUnreadable) { RetryAfter = options.Value.RetryAfterSeconds },
            _ => new Problem(ProblemCodes.Busy) { RetryAfter = options.Value.RetryAfterSeconds },
        };
    }

    async ValueTask<CustomerProfile?> Registered(string id)
    {
        try
        {
            return await customers.Get(id);
        }
        catch (StateUnreadableException)
        {
            // The router says so to whoever asks.
            return null;
        }
    }

    // The body is what an event has as its data.
    static List<FieldError> WithoutData(IReadOnlyList<FieldError> errors) =>
        [.. errors.Select(e => e.Field.StartsWith("data.", StringComparison.Ordinal) ? e with { Field = e.Field[5..] } : e.Field == "data" ? e with { Field = "$" } : e)];
}
