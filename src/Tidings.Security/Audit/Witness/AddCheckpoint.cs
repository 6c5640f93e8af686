using System.Globalization;
using System.Text;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Witness;

/// <summary>What a log asks of a witness (C2SP tlog-witness, add-checkpoint): the size the witness knows, the proof from it, the new checkpoint.</summary>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<byte[]> Proof, SignedNote Note)
{
    /// <summary>The longest body that can be one.</summary>
    public const int LongestBytes = SignedNote.LongestBytes + 4096;

    /// <summary>The request in these bytes; null where they are none.</summary>
    public static AddCheckpoint? Parse(ReadOnlySpan<byte> bytes)
    {
        var separator = bytes.IndexOf("\n\n"u8);
        if (separator < 0 || bytes.Length > LongestBytes || SignedNote.Parse(bytes[(separator + 2)..]) is not { } note)
            return null;
        var lines = Encoding.UTF8.GetString(bytes[..separator]).Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || Checkpoint.ParseSize(lines[0][4..]) is not { } old || lines.Length - 1 > MerkleProof.Longest)
            return null;
        var proof = new List<byte[]>();
        foreach (var line in lines.AsSpan(1))
            if (Checkpoint.ParseHash(line) is { } hash)
                proof.Add(hash);
            else
                return null;
        return new(old, proof, note);
    }

    /// <summary>The body.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"old {OldSize}\n")
        + string.Concat(Proof.Select(static hash => Convert.ToBase64String(hash) + "\n")) + "\n" + Note;
}
