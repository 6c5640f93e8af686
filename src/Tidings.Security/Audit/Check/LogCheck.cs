using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Check;

/// <summary>
/// Checks a whole log from its tiles alone: the signature, each entry against its leaf, each hash of each tile, the root, and that it extends a checkpoint that
/// was seen before. It computes the tree anew from the entries and believes nothing else. Of a log that was pruned, as its note with the log's signature says, it takes the entries from there on, and of those
/// before only the hashes that lead to the signed root.
/// </summary>
/// <param name="log">The log's key.</param>
/// <param name="seen">Checkpoints of this log that somebody kept; those of any order and number.</param>
public sealed class LogCheck(ITileSource source, NoteKey log, params IReadOnlyList<SignedNote> seen)
{
    readonly List<(int Level, long Index, byte[] Hashes)> _full = [];
    LogVerdict.Wrong? _tile;
    long? _entry;

    /// <summary>Called with each entry that has the right hash so far, in their order.</summary>
    public Func<long, ReadOnlyMemory<byte>, ValueTask>? OnEntry { get; init; }

    /// <summary>Reads the log to its end, or to the first that cannot be read.</summary>
    public async Task<LogVerdict> Run(CancellationToken cancel)
    {
        if (await source.Read("checkpoint", cancel) is not { } bytes)
            return new LogVerdict.Wrong("There is no checkpoint.");
        if (SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } head)
            return new LogVerdict.Wrong("The checkpoint is not one.");
        if (head.Origin != log.Name || !note.IsSignedBy(log))
            return new LogVerdict.Wrong($"The checkpoint is not signed by {log.Name}.");
        var heads = new List<Checkpoint>();
        foreach (var old in seen)
        {
            if (Checkpoint.Parse(old.Text) is not { } earlier || earlier.Origin != log.Name || !old.IsSignedBy(log))
                return new LogVerdict.Wrong("The earlier checkpoint is not signed by this log.");
            if (earlier.Size > head.Size)
                return new LogVerdict.Wrong($"The log was rolled back: it has {head.Size} entries, and a checkpoint over {earlier.Size} was signed before.");
            heads.Add(earlier);
        }
        try
        {
            return await Kept(head, heads, cancel);
        }
        catch (TileException failure)
        {
            return new LogVerdict.Wrong(failure.Message);
        }
    }

    async Task<LogVerdict> Kept(Checkpoint head, List<Checkpoint> heads, CancellationToken cancel)
    {
        var stored = new TiledTree(source, head.Size);
        if (await PrunedNote.Read(source, log, head, cancel) is not { } pruned)
            return await Walk(stored, new GrowingTree(Take), head, null, heads, cancel);
        var tree = GrowingTree.Of(pruned.Size, await stored.Edge(pruned.Size, cancel), Take);
        if (!tree.Root().AsSpan().SequenceEqual(pruned.Root))
            return new LogVerdict.Wrong($"The hashes of the {pruned.Size} entries that were pruned were changed: they do not come to the root that was signed over them.");
        foreach (var earlier in heads.Where(earlier => earlier.Size < pruned.Size))
            if (await Older(stored, earlier, head, pruned, cancel) is { } wrong)
                return wrong;
        return await Walk(stored, tree, head, pruned, heads, cancel);
    }

    /// <summary>A checkpoint of before what is kept: some can still be proved, where hashes that are kept lead there.</summary>
    static async Task<LogVerdict.Wrong?> Older(TiledTree stored, Checkpoint earlier, Checkpoint head, Checkpoint pruned, CancellationToken cancel)
    {
        try
        {
            var proof = await stored.Consistency(earlier.Size, cancel);
            return MerkleProof.Extends(earlier.Size, earlier.Root, head.Size, head.Root, proof) ? null : Split(earlier);
        }
        catch (TileException)
        {
            return new($"The earlier checkpoint is over {earlier.Size} entries, and the log is kept from entry {pruned.Size} on: whether it extends that one can be said no more. Keep checkpoints of {pruned.Size} entries and more.");
        }
    }

    static LogVerdict.Wrong Split(Checkpoint earlier) => new($"The log has two histories: its first {earlier.Size} entries are not those of the checkpoint that was signed before.");

    void Take(int level, long index, ReadOnlySpan<byte> hashes) => _full.Add((level, index, hashes.ToArray()));

    async Task<LogVerdict> Walk(TiledTree stored, GrowingTree tree, Checkpoint head, Checkpoint? pruned, List<Checkpoint> heads, CancellationToken cancel)
    {
        LogVerdict.Wrong? split = null;
        while (true)
        {
            foreach (var earlier in heads.Where(earlier => earlier.Size == tree.Size && !tree.Root().AsSpan().SequenceEqual(earlier.Root)))
                split ??= Split(earlier);
            if (tree.Size == head.Size)
                break;
            await Bundle(stored, tree, heads, cancel, found => split ??= found);
        }
        tree.Partial(Take);
        await CompareFull(stored, cancel);
        if (!tree.Root().AsSpan().SequenceEqual(head.Root))
            return new LogVerdict.Wrong(
                _entry is { } wrong ? $"Entry {wrong} is not the one that was signed." : "The entries are not those that were signed: the root is another one.", _entry);
        // The entries are the signed ones, so that a tile that differs from them is the one that was changed.
        return (LogVerdict?)_tile ?? (LogVerdict?)split ?? new LogVerdict.Good(head, pruned);
    }

    async Task Bundle(TiledTree stored, GrowingTree tree, List<Checkpoint> heads, CancellationToken cancel, Action<LogVerdict.Wrong> split)
    {
        var bundle = tree.Size / TilePath.Width;
        var entries = await stored.Entries(bundle, cancel);
        var leaves = await stored.Tile(0, bundle, cancel);
        for (var i = 0; i < entries.Count; i++)
        {
            var leaf = MerkleHash.Leaf(entries[i].Span);
            if (!leaf.AsSpan().SequenceEqual(leaves[i]))
                _entry ??= tree.Size;
            else if (_entry is null && OnEntry is not null)
                await OnEntry(tree.Size, entries[i]);
            tree.Append(leaf);
            if (i == entries.Count - 1)
                break;
            foreach (var earlier in heads.Where(earlier => earlier.Size == tree.Size && !tree.Root().AsSpan().SequenceEqual(earlier.Root)))
                split(Split(earlier));
        }
        await CompareFull(stored, cancel);
    }

    async Task CompareFull(TiledTree stored, CancellationToken cancel)
    {
        foreach (var (level, index, hashes) in _full)
            await Compare(stored, level, index, hashes, cancel);
        _full.Clear();
    }

    async Task Compare(TiledTree stored, int level, long index, byte[] hashes, CancellationToken cancel)
    {
        var found = await stored.Tile(level, index, cancel);
        var width = hashes.Length / MerkleHash.Length;
        for (var i = 0; i < width; i++)
            if (!hashes.AsSpan(i * MerkleHash.Length, MerkleHash.Length).SequenceEqual(found[i]))
            {
                _tile ??= new(
                    $"{TilePath.Tile(level, index, width)} was changed: its hash {i} is not that of its entries.", level == 0 ? (index * TilePath.Width) + i : null);
                return;
            }
    }
}
