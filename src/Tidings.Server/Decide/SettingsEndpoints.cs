using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Decide;

internal static class SettingsEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var settings = endpoints.MapGroup("/v1/settings").WithTags("Settings");
        settings.MapGet("", Get).WithName("GetSettings").WithSummary("The bank's settings; their version as ETag, 0 until the bank stores its own. Numbers of the team in full to who may change them, masked to others");
        settings.MapPut("", Put).WithName("PutSettings").WithSummary("Change the bank's settings. In force with the next event, or 202 and a proposal that somebody else approves");
    }

    static IResult Get(HttpContext http, RulebookHolder holder)
    {
        var (settings, version) = (holder.Documents.Settings, holder.Documents.SettingsVersion);
        return DocumentAnswers.Document(http, http.Caller().May(Scope.SettingsWrite) ? AlertRuleWriter.Write(settings) : TeamMask.Of(settings), version);
    }

    static Task<IResult> Put(HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, BankSettingsReader.Read, (settings, expected) => holder.SaveSettings(settings, expected, changes.By(http.Caller()), cancel), cancel);
}
