using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Decide;

internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var settings = endpoints.MapGroup("/v1/settings").WithTags("Settings");
        settings.MapGet("", Get).WithName("GetSettings").WithSummary("The bank's settings; their version as ETag, 0 until the bank stores its own");
        settings.MapPut("", Put).WithName("PutSettings").WithSummary("Change the bank's settings. In force with the next event");
    }

    static IResult Get(HttpContext http, RulebookHolder holder) =>
        DocumentAnswers.Document(http, AlertRuleWriter.Write(holder.Documents.Settings), holder.Documents.SettingsVersion);

    static async Task<IResult> Put(HttpContext http, RulebookHolder holder, CancellationToken cancel)
    {
        var expected = DocumentAnswers.Expected(http.Request, out var problem);
        if (problem is not null)
            return problem;
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        var errors = new List<FieldError>();
        return BankSettingsReader.Read(body, errors) is { } settings
            ? DocumentAnswers.Answer(http, await holder.SaveSettings(settings, expected, Actor.Of(http), cancel))
            : new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
    }
}
