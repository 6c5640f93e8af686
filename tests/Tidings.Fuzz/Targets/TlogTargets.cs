using System.Text;
using Tidings.Fuzz.Engine;
using Tidings.Fuzz.Mutators;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Audit.Witness;

namespace Tidings.Fuzz.Targets;

/// <summary>What a log, a witness or a stranger's file says, in lines of text. Nothing that was not signed here counts as signed.</summary>
internal abstract class TlogTarget : FuzzTarget
{
    static readonly string[] Signed = [TlogSeeds.Note().Text, TlogSeeds.Note(0).Text];

    public override int Longest => 16 * 1024;

    public override long MayAllocate(int octets) => 256 * 1024 + 64L * octets;

    public override IReadOnlyList<byte[]> Words => TlogSeeds.Words;

    public override byte[]? Reshape(Random random, byte[] input) => LineMutator.Mutate(random, input, Words);

    protected static void Look(SignedNote note, Features seen)
    {
        seen.AddMagnitude(10, note.Signatures.Count);
        foreach (var signature in note.Signatures)
        {
            seen.AddMagnitude(11, signature.Signature.Length);
            seen.Add(12, (signature.IsOf(TlogSeeds.Log) ? 1u : 0) | (signature.IsOf(TlogSeeds.Witness) ? 2u : 0));
        }
        Oracle.Holds(note.Signatures.Count is > 0 and <= SignedNote.MostSignatures && note.Text.EndsWith('\n'), "a note has a text of lines and some signatures");
        var (log, witness) = (note.IsSignedBy(TlogSeeds.Log), note.IsSignedBy(TlogSeeds.Witness));
        seen.Add(13, (log ? 1u : 0) | (witness ? 2u : 0));
        Oracle.Holds(Signed.Contains(note.Text) || (!log && !witness), "only what was signed is signed");
        Oracle.Holds(SignedNote.Parse(note.ToBytes()) is { } again && again.Text == note.Text && again.Signatures.Count == note.Signatures.Count, "a note that is read can be written and reads the same");
        if (Checkpoint.Parse(note.Text) is not { } head)
            return;
        seen.AddMagnitude(14, head.Size);
        Oracle.Holds(head.Size >= 0 && head.Root.Length == MerkleHash.Length && head.Origin.Length > 0, "a head has an origin, a size and a root");
        Oracle.Holds(note.Text.StartsWith(head.ToText(), StringComparison.Ordinal), "a head is written as it was read");
    }
}

internal sealed class TlogNoteTarget : TlogTarget
{
    public override string Name => "tlog-note";

    public override IEnumerable<byte[]> Seeds() => [TlogSeeds.Note().ToBytes(), TlogSeeds.Note(0).ToBytes(), Encoding.UTF8.GetBytes(TlogSeeds.Log.ToString()), Encoding.UTF8.GetBytes(TlogSeeds.Witness.ToString())];

    public override void Run(byte[] input, Features seen)
    {
        if (NoteKey.Parse(Encoding.UTF8.GetString(input)) is { } key)
        {
            seen.Add(1, key.Kind.Id);
            Oracle.Holds(NoteKey.Parse(key.ToString())?.Id == key.Id && key.PublicKey.Length == key.Kind.PublicKeyBytes, "a key is written as it was read");
        }
        var note = SignedNote.Parse(input);
        seen.Add(2, note is null ? 0u : 1);
        if (note is not null)
            Look(note, seen);
    }
}

internal sealed class TlogProofTarget : TlogTarget
{
    static readonly byte[] Entry = TlogSeeds.Entry(7);

    public override string Name => "tlog-proof";

    public override IEnumerable<byte[]> Seeds() => [TlogSeeds.Proof(), Encoding.UTF8.GetBytes((TlogProof.Parse(TlogSeeds.Proof())! with { Extra = null, Path = [] }).ToString())];

    public override void Run(byte[] input, Features seen)
    {
        var proof = TlogProof.Parse(input);
        seen.Add(2, proof is null ? 0u : 1);
        if (proof is null)
            return;
        seen.AddMagnitude(3, proof.Path.Count);
        seen.AddMagnitude(4, proof.Index);
        seen.Add(5, proof.Extra is null ? 0u : 1);
        Look(proof.Note, seen);
        Oracle.Holds(proof.Index >= 0 && proof.Path.Count <= MerkleProof.Longest, "a proof has a place, and no more hashes than a tree has levels");
        // Its hashes are any, so that nothing of what is made of it may hold.
        Oracle.Holds(!proof.Holds(Entry, TlogSeeds.Log), "a proof holds for what was proved alone");
        Oracle.Holds(TlogProof.Parse(Encoding.UTF8.GetBytes(proof.ToString())) is { } again && again.Index == proof.Index && again.Path.Count == proof.Path.Count
            && (again.Extra is null) == (proof.Extra is null) && again.Extra.AsSpan().SequenceEqual(proof.Extra), "a proof that is read can be written and reads the same");
    }
}

internal sealed class TlogWitnessTarget : TlogTarget
{
    public override string Name => "tlog-witness";

    public override IEnumerable<byte[]> Seeds() => [TlogSeeds.Request(), Encoding.UTF8.GetBytes(new AddCheckpoint(0, [], TlogSeeds.Note()).ToString())];

    public override void Run(byte[] input, Features seen)
    {
        var request = AddCheckpoint.Parse(input);
        seen.Add(2, request is null ? 0u : 1);
        if (request is null)
            return;
        seen.AddMagnitude(3, request.Proof.Count);
        seen.AddMagnitude(4, request.OldSize);
        Look(request.Note, seen);
        Oracle.Holds(request.OldSize >= 0 && request.Proof.Count <= MerkleProof.Longest, "a request has a size, and no more hashes than a tree has levels");
        if (Checkpoint.Parse(request.Note.Text) is { } head && request.OldSize > 0 && request.OldSize < head.Size)
            Oracle.Holds(!MerkleProof.Extends(request.OldSize, MerkleHash.Empty, head.Size, head.Root, request.Proof), "any hashes prove no growth");
        Oracle.Holds(AddCheckpoint.Parse(Encoding.UTF8.GetBytes(request.ToString())) is { } again && again.OldSize == request.OldSize && again.Proof.Count == request.Proof.Count,
            "a request that is read can be written and reads the same");
    }
}

/// <summary>A bundle of entries as a tile server hands it out, each entry, and a path as somebody asks for it.</summary>
internal sealed class TlogBundleTarget : FuzzTarget
{
    public override string Name => "tlog-bundle";

    public override IReadOnlyList<byte[]> Words { get; } = [[0, 0], [0, 51], [0xFF, 0xFF], [4], .. new[] { "tile/", "entries/", "x001/", ".p/", "../", "000", "255", "256", "٠" }.Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => [TlogSeeds.Bundle(), "tile/0/x001/x234/067.p/7"u8.ToArray(), "tile/entries/000"u8.ToArray()];

    public override void Run(byte[] input, Features seen)
    {
        var path = Encoding.UTF8.GetString(input);
        var isPath = TilePath.IsOne(path);
        seen.Add(1, isPath ? 1u : 0);
        Oracle.Holds(!isPath || (path.StartsWith("tile/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && path.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.')), "a tile's path leads to tiles");
        var entries = EntryBundle.Read(input);
        seen.Add(2, entries is null ? 0u : 1);
        if (entries is null)
            return;
        seen.AddMagnitude(3, entries.Count);
        Oracle.Holds(entries.Sum(static entry => entry.Length + 2) == input.Length, "the entries of a bundle are all of it");
        foreach (var bytes in entries)
        {
            var entry = AuditEntry.Parse(bytes);
            seen.Add(4, entry is null ? 0u : (uint)entry.Kind);
            if (entry is null)
                continue;
            seen.AddMagnitude(5, bytes.Length);
            Oracle.Holds((entry.Kind == AuditKind.Act) == entry.Act is not null && entry.Commitment.Length == MerkleHash.Length, "an act has words and nothing else has");
            // Words that are no UTF-8 are shown with signs for what they hold, and cannot be written back.
            if (entry.Act is null)
                Oracle.Holds(entry.ToBytes().AsSpan().SequenceEqual(bytes.Span), "an entry that is read can be written and is the same");
        }
    }
}
