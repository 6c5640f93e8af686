using Tidings.Core.Decide.Alerts;
using Tidings.Core.Verify;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Verify;

internal static class PurposeEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var purposes = endpoints.MapGroup("/v1/purposes").WithTags("Purposes");
        purposes.MapGet("", Get).WithName("GetPurposes").WithSummary("What codes are sent for, and how often; their version as ETag, 0 for the untouched preset");
        purposes.MapPut("", Put).WithName("PutPurposes").WithSummary("Change what codes are sent for. In force with the next verification, or 202 and a proposal that somebody else approves");
    }

    static IResult Get(HttpContext http, RulebookHolder holder) =>
        DocumentAnswers.Document(http, AlertRuleWriter.Write(holder.Documents.Purposes), holder.Documents.PurposesVersion);

    static Task<IResult> Put(HttpContext http, RulebookHolder holder, Changes changes, CancellationToken cancel) => DocumentAnswers.Put(
        http, PurposeListReader.Read, (purposes, expected) => holder.SavePurposes(purposes, expected, changes.By(http.Caller()), cancel), cancel);
}
