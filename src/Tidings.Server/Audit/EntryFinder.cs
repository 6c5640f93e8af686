using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit;

/// <summary>Finds an entry of the signed log by about when it was written. There is no index: entries stand nearly in the order of time.</summary>
internal sealed class EntryFinder(AuditBuilder builder)
{
    /// <summary>Entries stand in the order of the commits, which is nearly that of their times; this far from its time an entry is looked for.</summary>
    static readonly TimeSpan Around = TimeSpan.FromMinutes(5);

    /// <summary>The entry with its proof's parts; null: there is none, or the log is halted before it.</summary>
    public async Task<FoundEntry?> Find(DateTimeOffset at, Func<AuditEntry, bool> wanted, CancellationToken cancel) =>
        // What was written since the last checkpoint needs a new one, everything else does not.
        await In(builder.LastNote, at, wanted, cancel) ?? await In(await builder.Checkpoint(cancel), at, wanted, cancel);

    async Task<FoundEntry?> In(SignedNote? note, DateTimeOffset at, Func<AuditEntry, bool> wanted, CancellationToken cancel)
    {
        if (note is null || Checkpoint.Parse(note.Text) is not { Size: > 0 } head)
            return null;
        var tree = new TiledTree(new FolderTiles(builder.Folder.Location), head.Size);
        var bundles = (head.Size + TilePath.Width - 1) / TilePath.Width;
        var kept = (builder.Minimum?.Index ?? 0) / TilePath.Width;
        var (low, high) = (kept, bundles);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if ((await First(tree, middle, cancel)).At < at)
                low = middle + 1;
            else
                high = middle;
        }
        // Outwards from where its time would be.
        for (var distance = 0L; distance <= bundles; distance++)
            foreach (var bundle in distance == 0 ? [low] : new[] { low - distance, low + distance })
            {
                if (bundle < kept || bundle >= bundles)
                    continue;
                var entries = await tree.Entries(bundle, cancel);
                for (var i = 0; i < entries.Count; i++)
                    if (AuditEntry.Parse(entries[i]) is { } entry && wanted(entry))
                        return new((bundle * TilePath.Width) + i, entries[i], tree, note);
                if (distance > 1 && (AuditEntry.Parse(entries[0])!.At - at).Duration() > Around)
                    return null;
            }
        return null;
    }

    static async Task<AuditEntry> First(TiledTree tree, long bundle, CancellationToken cancel) =>
        AuditEntry.Parse((await tree.Entries(bundle, cancel))[0]) ?? throw new TileException(TilePath.Entries(bundle, TilePath.Width), "has an entry that is none");
}

/// <summary>An entry of the signed log.</summary>
/// <param name="Note">The checkpoint under which it is.</param>
internal sealed record FoundEntry(long Index, ReadOnlyMemory<byte> Bytes, TiledTree Tree, SignedNote Note)
{
    /// <summary>That it is included, with what opens it as the extra line.</summary>
    public async Task<TlogProof> Prove(byte[] opening, CancellationToken cancel) => new(opening, Index, await Tree.Inclusion(Index, cancel), Note);
}
