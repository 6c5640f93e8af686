using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Statements;
using Tidings.Server.Audit;
using Tidings.Server.Intake;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Verify.Statements;

/// <summary>What was approved, signed, for the file of a dispute; and the key that checks it, for everybody.</summary>
internal static class StatementEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/verifications/{id}/statement", Get)
            .WithTags("Verifications").WithName("GetVerificationStatement").WithSummary("What was approved, by whom and when, signed with the audit log's key; never a code")
            .WithDescription("A JSON Web Signature in compact form (RFC 7515, EdDSA). The key is at /.well-known/jwks.json. It is there as long as facts are kept, and asking for it is recorded.")
            .Produces<string>(contentType: Jws.MediaType).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapGet("/.well-known/jwks.json", Keys).ExcludeFromDescription();
    }

    static async Task<IResult> Get(string id, HttpContext http, ApprovedVerifications approved, AuditBuilder log, IStore store, IActs acts, TimeProvider clock, IOptions<IntakeOptions> options)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (log.Halted is not null || log.Key is not { } key)
            return AuditEndpoints.Halted(log.Halted);
        // Before it is looked for: what the index learns meanwhile is not missed.
        var whole = approved.IsWhole;
        if (await approved.Find(id, key.Name, clock.GetUtcNow(), http.RequestAborted) is not { } claims)
            return whole
                ? new Problem(ProblemCodes.NotFound) { Detail = "There is no verification with this id, or it was not approved." }
                : new Problem(ProblemCodes.Busy) { Detail = "What was approved before the node started is still being read. Ask again after Retry-After.", RetryAfter = options.Value.RetryAfterSeconds };
        if (log.Sign(JsonSerializer.SerializeToUtf8Bytes(claims, StatementJson.Claims.StatementClaims)) is not { } statement)
            return AuditEndpoints.Halted(log.Halted);
        // It says who pays whom, as a reveal does, and is recorded like one before it is answered.
        await store.Commit(AuditWriter.UnitOf(acts.Record(new(http.Caller().Identity, "verification.stated", $"verification/{claims.Row}"))));
        return Results.Text(statement, Jws.MediaType, Encoding.ASCII);
    }

    static IResult Keys(HttpContext http, AuditBuilder log)
    {
        http.Response.Headers.CacheControl = "public, max-age=300";
        return log.Key is { } key ? Results.Bytes(Jws.KeySet(key), "application/jwk-set+json") : AuditEndpoints.Halted(log.Halted);
    }
}
