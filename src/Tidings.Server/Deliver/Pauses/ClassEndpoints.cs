using Tidings.Core.Deliver.Surges;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Deliver.Pauses;

/// <summary><c>/v1/classes</c>: how much of each class is sent, and which are paused.</summary>
internal static class ClassEndpoints
{
    const int LongestReason = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var classes = endpoints.MapGroup("/v1/classes").WithTags("Delivery");
        classes.MapGet("", List).WithName("ListClasses").WithSummary("How much of each class is sent, what is usual, and which are paused").Produces<ClassList>();
        classes.MapPost("/{class}/pause", Pause).WithName("PauseClass").WithSummary("Let nothing of a class leave until it is resumed").Accepts<PauseAsked>("application/json")
            .Produces<ClassShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        classes.MapPost("/{class}/resume", Resume).WithName("ResumeClass").WithSummary("Let a paused class go on: what is still valid leaves, the rest is recorded as expired")
            .Accepts<PauseAsked>("application/json").Produces<ClassShown>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    static IResult List(ClassPauses pauses, SurgeWatch watch) =>
        Results.Json(new ClassList([.. Enum.GetValues<MessageClass>().Select(of => Show(of, pauses, watch))]), PauseJson.Default.ClassList);

    static Task<IResult> Pause(string @class, HttpContext http, ClassPauses pauses, SurgeWatch watch) => Change(@class, http, pauses, watch, async (of, by, why) =>
        !SurgeRule.MayPause(of) ? AccessJson.Wrong("class", FieldCodes.Range, "Codes, fraud, security and answers to customers are never paused.", "Pause another class.")
        : await pauses.Pause(of, by, why) ? null
        : new Problem(ProblemCodes.Conflict) { Detail = "It is paused already." });

    static Task<IResult> Resume(string @class, HttpContext http, ClassPauses pauses, SurgeWatch watch) => Change(@class, http, pauses, watch, async (of, by, why) =>
        await pauses.Resume(of, by, why) ? null : new Problem(ProblemCodes.Conflict) { Detail = "It is not paused." });

    static async Task<IResult> Change(string word, HttpContext http, ClassPauses pauses, SurgeWatch watch, Func<MessageClass, string, string, Task<Problem?>> change)
    {
        if (!ClassWords.TryParse(word, out var of))
            return new Problem(ProblemCodes.NotFound) { Detail = "There is no such class." };
        var (asked, problem) = await AccessJson.Read(http, PauseJson.Default.PauseAsked);
        if (asked is null)
            return problem!;
        if (asked.Reason?.Trim() is not { Length: > 0 and <= LongestReason } why || why.Any(char.IsControl))
            return AccessJson.Wrong("reason", FieldCodes.Range, $"A reason has 1 to {LongestReason} characters, in one line.", "Say why.");
        return await change(of, http.Caller().Identity, why) is { } refused ? refused : Results.Json(Show(of, pauses, watch), PauseJson.Default.ClassShown);
    }

    static ClassShown Show(MessageClass of, ClassPauses pauses, SurgeWatch watch)
    {
        var (lastMinute, usual, most) = watch.Of(of);
        return new(ClassWords.Of(of), SurgeRule.MayPause(of), lastMinute, usual, most, pauses.Find(of) is { } paused ? new(paused.Since, paused.By, paused.Why) : null);
    }
}
