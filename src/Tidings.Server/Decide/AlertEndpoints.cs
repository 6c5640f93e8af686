using System.Text.Json.Nodes;
using Tidings.Core.Decide.Alerts;
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
        alerts.MapPut("/{id}", Put).WithName("PutAlert").WithSummary("Change an alert or add one. In force with the next event, or 202 and a proposal that somebody else approves");
    }

    static IResult List(RulebookHolder holder) => Results.Json(new
    {
        alerts = holder.Documents.Alerts.Values.Select(alert => new { version = alert.Version, alert = JsonNode.Parse(AlertRuleWriter.Write(alert.Rule)) }),
    });

    static IResult Get(string id, HttpContext http, RulebookHolder holder) => holder.Documents.Alerts.TryGetValue(id, out var alert)
        ? DocumentAnswers.Document(http, AlertRuleWriter.Write(alert.Rule), alert.Version)
        : new Problem(ProblemCodes.NotFound) { Detail = "There is no alert with this id." };

    static Task<IResult> Put(string id, HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, (body, errors) => DocumentAnswers.Named(id, AlertRuleReader.Read(body, errors), static rule => rule.Id, errors),
        (rule, expected) => holder.SaveAlert(rule, expected, changes.By(http.Caller()), cancel), cancel);
}
