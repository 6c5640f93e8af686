using Tidings.Core.Events;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Verify.Guards;

/// <summary><c>/v1/verification-guards</c>: what the guards over all verifications have found, and a person's word that they may let go.</summary>
internal static class GuardEndpoints
{
    const int LongestReason = 200, LongestWhat = 15, MostShown = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var guards = endpoints.MapGroup("/v1/verification-guards").WithTags("Verifications");
        guards.MapGet("", Get).WithName("GetVerificationGuards").WithSummary("What the guards over all verifications have found").Produces<GuardsShown>();
        guards.MapPost("/resume", Resume).WithName("ResumeVerifications").WithSummary("Judge codes again after the breaker tripped").Accepts<ResumeAsked>("application/json")
            .Produces<GuardsShown>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        guards.MapPost("/unblock", Unblock).WithName("UnblockNumbers").WithSummary("Send codes again to a prefix of numbers, or to all of a country").Accepts<UnblockAsked>("application/json")
            .Produces<GuardsShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static IResult Get(RulebookHolder holder, BreakerWatch watch, TimeProvider time) => Results.Json(Show(holder, watch, time), GuardJson.Default.GuardsShown);

    static async Task<IResult> Resume(HttpContext http, RulebookHolder holder, BreakerWatch watch, TimeProvider time)
    {
        var (asked, problem) = await AccessJson.Read(http, GuardJson.Default.ResumeAsked);
        if (asked is null)
            return problem!;
        if (Reason(asked.Reason) is not { } why)
            return NoReason();
        return await watch.Resume(http.Caller().Identity, why) ? Get(holder, watch, time) : new Problem(ProblemCodes.Conflict) { Detail = "It has not tripped." };
    }

    static async Task<IResult> Unblock(HttpContext http, RulebookHolder holder, BreakerWatch watch, TimeProvider time)
    {
        var (asked, problem) = await AccessJson.Read(http, GuardJson.Default.UnblockAsked);
        if (asked is null)
            return problem!;
        if (Reason(asked.Reason) is not { } why)
            return NoReason();
        // It stands in the acts: digits of a prefix or a country's two letters, and nothing else.
        if (asked.What is not { Length: > 0 and <= LongestWhat } what || !what.All(char.IsAsciiLetterOrDigit))
            return AccessJson.Wrong("what", FieldCodes.Format, "It is neither a prefix nor a country.", "Write digits without the last four, as GET /v1/verification-guards shows them, or two letters.");
        return await watch.Unblock(what, http.Caller().Identity, why) ? Get(holder, watch, time) : new Problem(ProblemCodes.NotFound) { Detail = "No code went to such numbers." };
    }

    static Problem NoReason() => AccessJson.Wrong("reason", FieldCodes.Range, $"A reason has 1 to {LongestReason} characters, in one line.", "Say why.");

    static string? Reason(string? reason) => reason?.Trim() is { Length: > 0 and <= LongestReason } why && !why.Any(char.IsControl) ? why : null;

    static GuardsShown Show(RulebookHolder holder, BreakerWatch watch, TimeProvider time)
    {
        var (now, all, rules) = (time.GetUtcNow(), holder.Guards, holder.Pipeline.Rulebook.Purposes.List.Guards);
        return new(
            new(all.Failures.Trip(now), all.Failures.Wrong((int)rules.Failures.Within.TotalMinutes, now), all.Failures.Wrong(FailureBreaker.Minutes - 1, now), watch.Usual),
            all.Pumping.Pumped(now, MostShown), all.Pumping.Countries(rules.Pumping),
            [.. Enum.GetValues<GuardKind>().Select(kind => new GuardCount(GuardMetrics.Name(kind), all.Stopped(kind), all.Found(kind)))]);
    }
}
