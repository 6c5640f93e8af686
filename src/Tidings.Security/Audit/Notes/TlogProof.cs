using System.Globalization;
using System.Text;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Notes;

/// <summary>That an entry is in a log, to be checked without it (C2SP tlog-proof).</summary>
/// <param name="Extra">What the application adds; null: nothing. Not authenticated by the proof.</param>
/// <param name="Note">The checkpoint as it was signed.</param>
public sealed record TlogProof(byte[]? Extra, long Index, IReadOnlyList<byte[]> Path, SignedNote Note)
{
    const string First = "c2sp.org/tlog-proof@v1";

    /// <summary>The proof in these bytes; null where they are none.</summary>
    public static TlogProof? Parse(ReadOnlySpan<byte> bytes)
    {
        var separator = bytes.IndexOf("\n\n"u8);
        if (separator < 0 || bytes.Length > 2 * SignedNote.LongestBytes || SignedNote.Parse(bytes[(separator + 2)..]) is not { } note)
            return null;
        var lines = Encoding.UTF8.GetString(bytes[..separator]).Split('\n').AsSpan();
        if (lines is not [First, ..])
            return null;
        lines = lines[1..];
        byte[]? extra = null;
        if (lines is [var second, ..] && second.StartsWith("extra ", StringComparison.Ordinal))
        {
            var buffer = new byte[second.Length];
            if (!Convert.TryFromBase64String(second["extra ".Length..], buffer, out var length))
                return null;
            extra = buffer[..length];
            lines = lines[1..];
        }
        if (lines is not [var numbered, .. var hashes] || !numbered.StartsWith("index ", StringComparison.Ordinal)
            || Checkpoint.ParseSize(numbered["index ".Length..]) is not { } index || hashes.Length > MerkleProof.Longest)
            return null;
        var path = new List<byte[]>();
        foreach (var line in hashes)
            if (Checkpoint.ParseHash(line) is { } hash)
                path.Add(hash);
            else
                return null;
        return new(extra, index, path, note);
    }

    /// <summary>Whether the log with this key holds this entry where the proof says, and every one of these witnesses has cosigned.</summary>
    public bool Holds(ReadOnlySpan<byte> entry, NoteKey log, params ReadOnlySpan<NoteKey> witnesses)
    {
        if (!Note.IsSignedBy(log) || Checkpoint.Parse(Note.Text) is not { } head || head.Origin != log.Name)
            return false;
        foreach (var witness in witnesses)
            if (!Note.IsSignedBy(witness))
                return false;
        return MerkleProof.Includes(Index, head.Size, MerkleHash.Leaf(entry), Path, head.Root);
    }

    /// <summary>The whole file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(First).Append('\n');
        if (Extra is not null)
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }
}
