using System.Text.Json.Nodes;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
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

    static IResult Get(string id, HttpContext http, RulebookHolder holder) => holder.Documents.Packs.TryGetValue(id, out var pack)
        ? DocumentAnswers.Document(http, PolicyPackWriter.Write(pack.Pack), pack.Version)
        : new Problem(ProblemCodes.NotFound) { Detail = "There is no policy pack with this id." };

    static async Task<IResult> Put(string id, HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel)
    {
        var expected = DocumentAnswers.Expected(http.Request, out var problem);
        if (problem is not null)
            return problem;
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        var errors = new List<FieldError>();
        var pack = PolicyPackReader.Read(body, errors);
        if (pack is not null && pack.Id != id)
            errors.Add(new("id", FieldCodes.UnknownValue, "It is not the id of the address.", "Write the same id in both places."));
        return pack is null || errors.Count > 0
            ? new Problem(ProblemCodes.ValidationFailed) { Errors = errors }
            : DocumentAnswers.Answer(http, await holder.SavePack(pack, expected, changes.By(http.Caller()), cancel));
    }
}
