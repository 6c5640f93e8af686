using System.Text;
using Microsoft.Extensions.Options;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Audit;

/// <summary>The log's doors: proofs and checkpoints on demand for those with a key, the log itself for everybody.</summary>
internal static class AuditEndpoints
{
    public static async Task<IResult> Proof(string id, HttpContext http, MessageProofs proofs, AuditBuilder builder, IStore store, IActs acts)
    {
        var (reason, problem) = RecordedReason.OfHeader(http);
        if (reason is null)
            return problem!;
        var known = MessageId.TryParse(id, out var message) ? await proofs.Open(message, http.RequestAborted) : null;
        if (known is { Text: "" })
            return new Problem(ProblemCodes.Purged) { Detail = "The days of its text are over, so that its commitment opens no more. The log holds it until its own days are over." };
        // Its opening would hold the code.
        if (known is { Class: MessageClass.OneTimeCode })
            return new Problem(ProblemCodes.Forbidden) { Detail = "A one-time code is for its customer, and shown to nobody else." };
        if (message != default && await proofs.Find(message, http.RequestAborted) is { } proof)
        {
            // It opens number and text, as a reveal does, and is recorded like one before it is answered.
            await store.Commit(AuditWriter.UnitOf(acts.Record(new(http.Caller().Identity, "message.proved", $"message/{message}", reason))));
            return Results.Text(proof.ToString(), "text/plain", Encoding.UTF8);
        }
        // Nothing is left that says whether there was such a message: its id says when it would have been.
        return builder.Halted is { } halted ? Halted(halted)
            : builder.Minimum is { } minimum && message != default && message.At < minimum.Before ? Pruned(minimum)
            : new Problem(ProblemCodes.NotFound) { Detail = "There is no message with this id, or it is older than the audit log." };
    }

    public static async Task<IResult> Checkpoint(HttpContext http, AuditBuilder builder)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await builder.Checkpoint(http.RequestAborted) is { } note
            ? Results.Text(note.ToString(), "text/plain", Encoding.UTF8)
            : Halted(builder.Halted);
    }

    public static IResult Newest(HttpContext http, AuditBuilder builder)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return builder.Folder.Read(LogWriter.CheckpointFile) is { } bytes
            ? Results.Bytes(bytes, "text/plain; charset=utf-8")
            : new Problem(ProblemCodes.NotFound) { Detail = "Nothing is signed yet." };
    }

    /// <summary>From where the log is kept, signed.</summary>
    public static IResult Kept(HttpContext http, AuditBuilder builder)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return builder.Folder.Read(PrunedNote.FileName) is { } bytes
            ? Results.Bytes(bytes, "text/plain; charset=utf-8")
            : new Problem(ProblemCodes.NotFound) { Detail = "Nothing of the log was pruned: it is kept from entry 0 on." };
    }

    public static IResult Tile(string path, HttpContext http, AuditBuilder builder, IOptions<AuditOptions> options) =>
        // Entries have an address of their own, which asks for a key.
        path.StartsWith("entries/", StringComparison.Ordinal) && !options.Value.EntriesToEverybody ? NoTile : Read("tile/" + path, "public, max-age=31536000, immutable", http, builder);

    /// <summary>Entries, where they are for those with a key alone.</summary>
    public static IResult Entries(string path, HttpContext http, AuditBuilder builder) => Read("tile/entries/" + path, "no-store", http, builder);

    static Problem NoTile => new(ProblemCodes.NotFound) { Detail = "There is no such tile." };

    static IResult Read(string file, string kept, HttpContext http, AuditBuilder builder)
    {
        // Only what is written as a tile is: nothing else of the folder, and nothing beside it, can be named.
        if (TilePath.IsOne(file) && builder.Minimum is { } minimum && TilePath.End(file) <= minimum.Index)
            return Pruned(minimum);
        if (!TilePath.IsOne(file) || !File.Exists(Path.Combine(builder.Folder.Location, file)))
            return NoTile;
        http.Response.Headers.CacheControl = kept;
        return Results.File(Path.GetFullPath(Path.Combine(builder.Folder.Location, file)), "application/octet-stream");
    }

    static Problem Pruned(LogMinimum minimum) => new(ProblemCodes.Pruned)
    {
        Detail = FormattableString.Invariant($"The audit log is kept from entry {minimum.Index} on, and from {minimum.Before:yyyy-MM-dd} on whatever its entry: what is older was pruned when its days were over. GET /audit/pruned has it signed."),
    };

    public static Problem Halted(string? reason) => new(ProblemCodes.AuditHalted) { Detail = reason };
}
