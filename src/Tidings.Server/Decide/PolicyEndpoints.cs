using System.Text.Json.Nodes;
using Tidings.Core.Decide.Policies;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide;

/// <summary>Policy packs: what is in force, one pack, a pack of the bank's own, and what they would say.</summary>
internal static class PolicyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var policies = endpoints.MapGroup("/v1/policies").WithTags("Policies");
        policies.MapGet("", List).WithName("ListPolicies").WithSummary("All policy packs with their rules, sources and confidence, and which of them are on");
        policies.MapGet("/{id}", Get).WithName("GetPolicy").WithSummary("A pack as the document that PUT takes; its version as ETag, 0 for one that came with the product or its configuration");
        policies.MapPut("/{id}", Put).WithName("PutPolicy").WithSummary("Add a pack, or replace one. In force with the next event where the settings have it on, or 202 and a proposal that somebody else approves");
        policies.MapGet("/lint", Lint).WithName("LintPolicies").WithSummary("Texts of the bank that a policy which is on would keep back, found by invented values").Produces<LintAnswer>();
        policies.MapPost("/try", PolicyTry.Post).WithName("TryPolicies").WithSummary("What each rule would say about the texts of an event, and why. Nothing is sent or remembered");
    }

    static IResult List(RulebookHolder holder, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var on = holder.Documents.Settings.Policies?.Packs ?? [];
        return Results.Json(new
        {
            packs = holder.Documents.Packs.Values.Select(pack => new
            {
                version = pack.Version,
                on = on.Contains(pack.Pack.Id),
                inForce = on.Contains(pack.Pack.Id)
                    ? pack.Pack.Rules.Where(rule => rule.Kept == PolicyKeeper.Decision && !(rule.Effective > today) && !(rule.Until <= today)).Select(rule => rule.Id).ToArray()
                    : [],
                pack = JsonNode.Parse(PolicyPackWriter.Write(pack.Pack)),
            }),
        });
    }

    static IResult Lint(RulebookHolder holder, TimeProvider clock) => Results.Json(new LintAnswer(PolicyLint.Check(
        holder.Pipeline.Rulebook, [.. holder.Documents.Templates.Values.SelectMany(static versions => versions)], DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))));

    static IResult Get(string id, HttpContext http, RulebookHolder holder) => holder.Documents.Packs.TryGetValue(id, out var pack)
        ? DocumentAnswers.Document(http, PolicyPackWriter.Write(pack.Pack), pack.Version)
        : new Problem(ProblemCodes.NotFound) { Detail = "There is no policy pack with this id." };

    static Task<IResult> Put(string id, HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, (body, errors) => DocumentAnswers.Named(id, PolicyPackReader.Read(body, errors), static pack => pack.Id, errors),
        (pack, expected) => holder.SavePack(pack, expected, changes.By(http.Caller()), cancel), cancel);
}

/// <summary>Texts that a policy which is on would keep back.</summary>
internal sealed record LintAnswer(IReadOnlyList<PolicyFinding> Findings);
