using System.Text.Json;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide.Fraud;

/// <summary><c>/v1/fraud/rules</c> and <c>/v1/fraud/model</c>: how fraud is sought.</summary>
internal static class FraudEndpoints
{
    /// <summary>Lists of what is known to be bad are long.</summary>
    const int MostRuleBytes = 1 << 20;
    const int LongestName = 64;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var fraud = endpoints.MapGroup("/v1/fraud").WithTags("Fraud");
        fraud.MapGet("/rules", GetRules).WithName("GetFraudRules").WithSummary("How fraud is sought; the rules' version as ETag, 0 for the untouched preset");
        fraud.MapPut("/rules", PutRules).WithName("PutFraudRules").WithSummary("Change how fraud is sought. In force with the next payment, or 202 and a proposal that somebody else approves");
        fraud.MapGet("/model", GetModel).WithName("GetFraudModel").WithSummary("Which learned model the bank has put: its name, the hash of its file, and whether it fits the features that run; its version as ETag");
        fraud.MapPut("/model", PutModel).WithName("PutFraudModel").WithSummary("Put a learned model. Whether it counts the rules say; 202 and a proposal where somebody else must approve");
    }

    static IResult GetRules(HttpContext http, RulebookHolder holder) =>
        DocumentAnswers.Document(http, FraudRulesWriter.Write(holder.Documents.FraudRules), holder.Documents.FraudRulesVersion);

    static Task<IResult> PutRules(HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, FraudRulesReader.Read, (rules, expected) => holder.SaveFraudRules(rules, expected, changes.By(http.Caller()), cancel), cancel, most: MostRuleBytes);

    static IResult GetModel(HttpContext http, RulebookHolder holder)
    {
        var documents = holder.Documents;
        if (documents.FraudModel is not { } model)
            return new Problem(ProblemCodes.NotFound) { Detail = "There is no model. Rules and fixed points work without one." };
        var shown = new FraudModelShown(model.Name, model.Sha256, model.Bytes, model.Trees, model.Nodes, model.Features, model.FeaturesHash, documents.FraudModelVersion, documents.Learned is not null);
        return DocumentAnswers.Document(http, JsonSerializer.SerializeToUtf8Bytes(shown, FraudModelJson.Default.FraudModelShown), documents.FraudModelVersion);
    }

    static async Task<IResult> PutModel(HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel)
    {
        var name = http.Request.Query["name"].ToString();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return new Problem(ProblemCodes.InvalidParameter) { Errors = [new("name", FieldCodes.Format, $"It is not one line of 1 to {LongestName} characters.", "Say by which name the model is known, after the question mark: ?name=2026-w48.")] };
        var expected = DocumentAnswers.Expected(http.Request, out var problem);
        if (problem is not null)
            return problem;
        if (await DocumentAnswers.ReadBody(http.Request, cancel, FraudModelFile.MostBytes) is not { } file)
            return DocumentAnswers.LargerThan(FraudModelFile.MostBytes);
        var errors = new List<FieldError>();
        return FraudModelFile.Read(file, errors) is { } model
            ? DocumentAnswers.Answer(http, await holder.SaveFraudModel(FraudModelEntry.Of(name, file, model), model, file, expected, changes.By(http.Caller()), cancel))
            : new Problem(ProblemCodes.ValidationFailed) { Errors = [.. errors.Select(static error => error.Field.Length == 0 ? error with { Field = "$" } : error)] };
    }
}
