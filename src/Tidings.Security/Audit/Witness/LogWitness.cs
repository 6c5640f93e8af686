using System.Globalization;
using System.Text;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Witness;

/// <summary>
/// A witness of logs (C2SP tlog-witness): it cosigns a head only if it holds everything that it cosigned before, so that a log with two
/// histories gets one of them refused. What it cosigned last is in its folder, a file a log, written before the answer.
/// </summary>
public sealed class LogWitness(LogFolder folder, NoteSigner signer, IReadOnlyList<NoteKey> logs, TimeProvider time)
{
    readonly Lock _oneAtATime = new();

    /// <summary>Answers a request.</summary>
    public WitnessAnswer Add(ReadOnlySpan<byte> body)
    {
        if (AddCheckpoint.Parse(body) is not { } request || Checkpoint.Parse(request.Note.Text) is not { } head)
            return WitnessAnswer.Of(400, "This is no add-checkpoint request.\n");
        var keys = logs.Where(log => log.Name == head.Origin).ToArray();
        if (keys.Length == 0)
            return WitnessAnswer.Of(404, "This log is not known here.\n");
        if (!keys.Any(request.Note.IsSignedBy))
            return WitnessAnswer.Of(403, "The checkpoint is not signed by the log.\n");
        if (request.OldSize > head.Size)
            return WitnessAnswer.Of(400, "The old size is larger than the new one.\n");
        // Comparing and keeping are one step: two requests must not both follow the same head.
        lock (_oneAtATime)
            return Follow(request, head);
    }

    WitnessAnswer Follow(AddCheckpoint request, Checkpoint head)
    {
        var last = Last(head.Origin);
        if (request.OldSize != (last?.Size ?? 0))
            return new(409, string.Create(CultureInfo.InvariantCulture, $"{last?.Size ?? 0}\n"), "text/x.tlog.size");
        if (last is not null && last.Size == head.Size && !last.Root.AsSpan().SequenceEqual(head.Root))
            return WitnessAnswer.Of(409, "A different tree of the same size was cosigned before: the log has two histories.\n");
        if (!MerkleProof.Extends(request.OldSize, last?.Root ?? [], head.Size, head.Root, request.Proof))
            return WitnessAnswer.Of(422, "The proof does not show that the new tree holds what was cosigned before.\n");
        folder.Write(FileOf(head.Origin), request.Note.ToBytes(), durable: true);
        return WitnessAnswer.Of(200, signer.Sign(Encoding.UTF8.GetBytes(request.Note.Text), time.GetUtcNow()).ToString());
    }

    /// <summary>The head that was cosigned last; null: none.</summary>
    public Checkpoint? Last(string origin)
    {
        if (folder.Read(FileOf(origin)) is not { } bytes)
            return null;
        return SignedNote.Parse(bytes) is { } note && Checkpoint.Parse(note.Text) is { } head && head.Origin == origin ? head
            : throw new LogException($"The witness's memory of {origin} cannot be read. Without it nothing may be cosigned.");
    }

    // Origins may have characters that file names may not.
    static string FileOf(string origin) => "logs/" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(origin)).AsSpan(0, 16));
}

/// <summary>What the witness answers over HTTP.</summary>
public sealed record WitnessAnswer(int Status, string Body, string ContentType)
{
    internal static WitnessAnswer Of(int status, string body) => new(status, body, "text/plain; charset=utf-8");
}
