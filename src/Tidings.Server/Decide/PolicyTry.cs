using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Intake.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Decide;

/// <summary>
/// An event in its CloudEvent, decided as if the customer had no history: no balances, nothing told before, nothing counted for a limit. It is decided by what is
/// in force and goes nowhere.
/// </summary>
internal static class PolicyTry
{
    public static async Task<IResult> Post(
        HttpContext http, RulebookHolder holder, [FromServices] EventReaders readers, [FromServices] ICustomerReader customers,
        [FromServices] IAccountDirectory accounts, TimeProvider clock, CancellationToken cancel)
    {
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        ParsedEvent parsed;
        try
        {
            parsed = readers.Mine.ReadOne(body.Span, http.Reach());
        }
        catch (JsonException)
        {
            return new Problem(ProblemCodes.InvalidJson) { Detail = "Send one CloudEvent in JSON, as POST /v1/events takes it." };
        }
        if (parsed.Event is not { } happened)
            return new Problem(ProblemCodes.EventRefused) { Errors = parsed.Errors };
        Account? account = null;
        if (happened.Account is { } id && !accounts.TryGet(id, out account))
            return new Problem(ProblemCodes.EventRefused) { Errors = [new("data.account", FieldCodes.UnknownAccount, "No account with this id is registered.", "Register it first.")] };
        if (happened.Customer.Length == 0)
            happened = happened with { Customer = account?.Holders is [var first, ..] ? first : "" };
        if (await customers.Get(happened.Customer) is not { } profile)
            return new Problem(ProblemCodes.EventRefused) { Errors = [new("data.customer", FieldCodes.UnknownCustomer, "No customer with this id is registered.", "Register the customer first.")] };
        return Results.Json(Decided(holder.Pipeline.Rulebook, profile, account, happened, clock.GetUtcNow()), TryJson);
    }

    static object Decided(Rulebook book, CustomerProfile profile, Account? account, BankEvent happened, DateTimeOffset now)
    {
        var state = new CustomerState { Id = profile.Id };
        state.Apply(new() { EventKey = 0, At = now.AddDays(-30), Changes = [new ProfileRegistered(profile)] });
        var trace = new PolicyTrace();
        var decision = Decider.Decide(book, state, account, happened, key: 1, now, trace);
        return new
        {
            packs = book.Policies.Packs.Select(pack => pack.Id),
            messages = decision.Messages.Select(message => new { message.Alert, message.Class, message.NotBefore, message.ValidUntil, message.Reasons }),
            suppressions = decision.Suppressions.Select(one => new { one.Alert, one.Class, one.Reason }),
            rules = trace.Opinions,
        };
    }

    static readonly JsonSerializerOptions TryJson = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter<MessageClass>(JsonNamingPolicy.KebabCaseLower) },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
