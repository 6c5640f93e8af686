using System.Globalization;
using Microsoft.Extensions.Options;
using Tidings.Core.Compose;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Keys;
using Tidings.Server.Audit;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Messages;

/// <summary>
/// <c>POST /v1/messages</c>: a text for one registered customer without a template. It goes the way of every event, so that it is decided, journalled, proved and sent like any
/// other; that it was asked for, and why, is in the record of acts before it is decided.
/// </summary>
internal sealed class AdHocDoor(IOptions<IntakeOptions> options, IntakeGate gate, CallLimits limits, IEventRouter router, IStore store, IActs acts, TimeProvider clock, KeyRing? ring = null)
{
    const string Source = "tidings:ad-hoc:";
    static readonly TimeSpan Usual = TimeSpan.FromHours(24), Shortest = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromDays(7);

    public async Task<IResult> Post(HttpContext http)
    {
        var caller = http.Caller();
        if (!options.Value.AdHocMessages)
            return new Problem(ProblemCodes.Forbidden) { Detail = "Ad-hoc messages are switched off on this installation (Intake:AdHocMessages)." };
        // A text beyond any template reaches a real phone or nobody: tests of it would prove nothing.
        if (caller.Reach != Reach.Live)
            return new Problem(ProblemCodes.Forbidden) { Detail = "It needs a live key." };
        if (limits.Events(caller, 1) is { } tooFast)
            return tooFast;
        var (asked, problem) = await AccessJson.Read(http, AdHocJson.Default.AdHocAsked);
        if (asked is null)
            return problem!;
        var errors = Errors(asked, out var validity);
        if (errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        if (!gate.TryHoldEvents(1))
            return new Problem(ProblemCodes.TooManyRequests) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = options.Value.RetryAfterSeconds };
        try
        {
            var reason = asked.Reason!.Trim();
            await store.Commit(AuditWriter.UnitOf(acts.Record(new(caller.Identity, "message.ad-hoc", await ActSubjects.Customer(ring, asked.Customer!, http.RequestAborted), reason))));
            var outcome = (await router.Accept(
            [
                new()
                {
                    Source = Source + caller.Identity, Id = asked.Id!, Type = EventTypes.AdHoc, Time = clock.GetUtcNow(), Customer = asked.Customer!,
                    AdHoc = new(asked.Text!, validity, caller.Identity, reason),
                },
            ], http.RequestAborted))[0];
            return Answer(asked.Id!, outcome);
        }
        finally
        {
            gate.ReleaseEvents(1);
        }
    }

    IResult Answer(string id, EventOutcome outcome) => outcome.Status switch
    {
        EventStatus.Accepted => Results.Json(
            outcome.Messages is [var message, ..] ? new(id, "accepted", message.ToString()) : new AdHocAnswer(id, "suppressed", null),
            AdHocJson.Default.AdHocAnswer, statusCode: StatusCodes.Status202Accepted),
        EventStatus.Duplicate => Results.Json(new(id, "duplicate", null), AdHocJson.Default.AdHocAnswer),
        EventStatus.Refused => new Problem(ProblemCodes.ValidationFailed) { Errors = outcome.Errors },
        _ => new Problem(ProblemCodes.Busy) { Detail = "Nothing was taken. Send it again after Retry-After.", RetryAfter = options.Value.RetryAfterSeconds },
    };

    static List<FieldError> Errors(AdHocAsked asked, out TimeSpan validity)
    {
        var errors = new List<FieldError>();
        if (asked.Id is not { } id || !JsonBody.IsId(id))
            errors.Add(new("id", asked.Id is null ? FieldCodes.Missing : FieldCodes.Format, "It names this message: sent again under it, it is not told twice.", "Write 1 to 64 characters, another for each message."));
        if (asked.Customer is not { } customer || !JsonBody.IsId(customer))
            errors.Add(new("customer", asked.Customer is null ? FieldCodes.Missing : FieldCodes.Format, "It is no customer's id.", "Write the id of a registered customer."));
        if (asked.Text is not { } text)
            errors.Add(new("text", FieldCodes.Missing, "It is missing.", $"Write 1 to {AdHocRules.Longest} characters."));
        else if (AdHocRules.Broken(text) is { } broken)
            errors.Add(new("text", CodeOf(broken.Code), $"An ad-hoc text cannot be sent: {broken.Text}.", "Change the text, or have a template approved for it."));
        if (asked.Reason?.Trim() is not { Length: >= 8 and <= 200 } reason || reason.Any(char.IsControl))
            errors.Add(new("reason", asked.Reason is null ? FieldCodes.Missing : FieldCodes.Range, "A reason has 8 to 200 characters, in one line.", "Say why it is sent, without names or numbers of customers."));
        validity = Usual;
        if (asked.Validity is { } written
            && (!TimeSpan.TryParseExact(written, "c", CultureInfo.InvariantCulture, out validity) || validity < Shortest || validity > Longest))
            errors.Add(new("validity", FieldCodes.Range, "It may be sent for 1 minute to 7 days.", "Write hh:mm:ss or d.hh:mm:ss: 04:00:00."));
        return errors;
    }

    static string CodeOf(string rule) => rule switch
    {
        "text-too-long" => FieldCodes.TooLong,
        "empty-text" => FieldCodes.Missing,
        _ => rule,
    };
}
