using System.Text;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Notes;

/// <summary>
/// What tells everybody from where a log is kept, beside its checkpoint: a note in the form of one, signed by the log, under a name of its own, so that it is never taken for a head. Its size is the minimum
/// index, its root the one over the entries before it. Where there is none, nothing was pruned.
/// </summary>
public static class PrunedNote
{
    /// <summary>Its file, and its name below the log's address.</summary>
    public const string FileName = "pruned";

    static string NameOf(string origin) => $"{origin}/{FileName}";

    /// <summary>The note, signed.</summary>
    public static SignedNote Sign(NoteSigner signer, long index, byte[] root, DateTimeOffset at)
    {
        var text = new Checkpoint(NameOf(signer.Verifier.Name), index, root).ToText();
        return new(text, [signer.Sign(Encoding.UTF8.GetBytes(text), at)]);
    }

    /// <summary>What the note beside a log says; null: nothing was pruned.</summary>
    /// <param name="log">Null: the signature is not looked at, by somebody who only wants to know what to ask for.</param>
    /// <param name="head">The log's head, read before the note.</param>
    /// <exception cref="TileException">It is not what this log signs.</exception>
    public static async ValueTask<Checkpoint?> Read(ITileSource source, NoteKey? log, Checkpoint head, CancellationToken cancel)
    {
        if (await source.Read(FileName, cancel) is not { } bytes)
            return null;
        if (SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } pruned || pruned.Origin != NameOf(head.Origin) || pruned.Size % TilePath.Width != 0 || pruned.Size is 0)
            throw new TileException(FileName, "does not say from where the log is kept");
        if (log is not null && !note.IsSignedBy(log))
            throw new TileException(FileName, $"is not signed by {log.Name}");
        return pruned.Size <= head.Size ? pruned : throw new TileException(FileName, "is of a longer log than the checkpoint: one of the two was replaced");
    }

    /// <summary>Why there is nothing of an entry, for people.</summary>
    public static string Words(long index, Checkpoint pruned) => FormattableString.Invariant($"Entry {index} was pruned when its days were over: the log is kept from entry {pruned.Size} on.");
}
