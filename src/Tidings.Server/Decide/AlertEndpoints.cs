using System.Text.Json.Nodes;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide;

internal static class AlertEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var alerts = endpoints.MapGroup("/v1/alerts").WithTags("Alerts");
        alerts.MapGet("", List).WithName("ListAlerts").WithSummary("All alerts: presets and the bank's own");
        alerts.MapGet("/{id}", Get).WithName("GetAlert").WithSummary("An alert as the document that PUT takes; its version as ETag, 0 for an untouched preset");
        alerts.MapPut("/{id}", Put).WithName("PutAlert").WithSummary("Change an alert or add one. In force with the next event");
    }

    static IResult List(RulebookHolder holder) => Results.Json(new
    {
        alerts = holder.Documents.Alerts.Values.Select(alert => new { version = alert.Version, alert = JsonNode.Parse(AlertRuleWriter.Write(alert.Rule)) }),
    });

    static IResult Get(string id, HttpContext http, RulebookHolder holder) => holder.Documents.Alerts.TryGetValue(id, out var alert)
        ? DocumentAnswers.Document(http, AlertRuleWriter.Write(alert.Rule), alert.Version)
        : new Problem(ProblemCodes.NotFound) { Detail = "There is no alert with this id." };

    static async Task<IResult> Put(string id, HttpContext http, RulebookHolder holder, CancellationToken cancel)
    {
        var expected = DocumentAnswers.Expected(http.Request, out var problem);
        if (problem is not null)
            return problem;
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        var errors = new List<FieldError>();
        var rule = AlertRuleReader.Read(body, errors);
        if (rule is not null && rule.Id != id)
            errors.Add(new("id", FieldCodes.UnknownValue, "It is not the id of the address.", "Write the same id in both places."));
        return rule is null || errors.Count > 0
            ? new Problem(ProblemCodes.ValidationFailed) { Errors = errors }
            : DocumentAnswers.Answer(http, await holder.SaveAlert(rule, expected, Actor.Of(http), cancel));
    }
}
