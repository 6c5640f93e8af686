using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Server.Audit.Pruning;

/// <summary>
/// Lets the beginning of the log go when its days are over (C2SP tlog-tiles, "Pruning"). In this order: what goes is held against the signed root; documents among it are committed to anew; where the log is kept from
/// is written, with an act, and signed; everybody is told; and only then rows, bundles and tiles are deleted. Cut off at any moment it goes on where it was.
/// </summary>
internal sealed class LogPruning(IStore store, IActs acts, AuditBuilder builder, TimeProvider time, ILogger<LogPruning> log)
{
    /// <summary>The act of it; the subject is <c>log/</c> and the first entry that is kept, the reason has the root over those before.</summary>
    public const string Pruned = "log.pruned";

    /// <summary>The beginning moves by a week at least: each time costs a document and an act.</summary>
    static readonly TimeSpan Step = TimeSpan.FromDays(7);

    /// <summary>Entries that are read or deleted before it rests, and those that go at once.</summary>
    const int Chunk = 64 * TilePath.Width, AtOnce = 64 * Chunk;
    const int RestsFor = 4;

    /// <summary>Lets go what is older, as far as no fact of it is in the store any more.</summary>
    /// <returns>The first entry that is kept, where that was moved; 0: it was not.</returns>
    public async Task<long> Run(DateTimeOffset before, CancellationToken cancel)
    {
        await Finish(cancel);
        if (builder.Minimum is { } minimum && before - minimum.Before < Step)
            return 0;
        // What a pass commits to anew is not its own to let go.
        if (await Head(cancel) is not { Size: > 0 } first)
            return 0;
        var (most, reached) = ((first.Size - 1) / TilePath.Width * TilePath.Width, 0L);
        while (await Once(before, most, cancel) is var kept && kept > 0)
            reached = kept;
        return reached;
    }

    async ValueTask<Checkpoint?> Head(CancellationToken cancel) => await builder.Checkpoint(cancel) is { } note ? Checkpoint.Parse(note.Text) : null;

    async Task<long> Once(DateTimeOffset before, long most, CancellationToken cancel)
    {
        if (await Head(cancel) is not { } head)
            return 0;
        var known = await StoredMinimum.Read(store, cancel);
        var from = known?.Minimum.Index ?? 0;
        var tree = known?.Minimum.Tree(static (_, _, _) => { }) ?? new GrowingTree(static (_, _, _) => { });
        var gone = new GoneEntries();
        var (began, broken) = await Read(tree, gone, Math.Min(most, from + AtOnce), before, cancel);
        if (broken is not null)
        {
            AuditLogText.NotPruned(log, broken);
            return 0;
        }
        if (tree.Size == from)
            return 0;
        var next = LogMinimum.Of(tree, from, before, known?.Minimum.Began ?? began);
        if (await Wrong(next, head, gone, cancel) is { } wrong)
        {
            AuditLogText.NotPruned(log, wrong);
            return 0;
        }
        var act = acts.Record(new("system", Pruned, string.Create(CultureInfo.InvariantCulture, $"log/{next.Index}"), $"root {Convert.ToBase64String(next.Root)}"));
        await store.Commit(AuditWriter.UnitOf([.. act, next.ToRow((known?.Version ?? 0) + 1, time.GetUtcNow())]));
        await Finish(cancel);
        // Halted meanwhile: the store says it and nobody was told, so that nothing went.
        if (builder.Minimum?.Index != next.Index)
            return 0;
        AuditLogText.Pruned(log, next.Index);
        return next.Index;
    }

    /// <summary>Grows the tree by the bundles that are over, from where it is.</summary>
    /// <returns>When the first entry was written; and what is wrong with the store's rows before the end of what is over, for people.</returns>
    async Task<(DateTimeOffset Began, string? Broken)> Read(GrowingTree tree, GoneEntries gone, long most, DateTimeOffset before, CancellationToken cancel)
    {
        var oldest = await Oldest(cancel);
        var bundle = new List<(AuditEntry Entry, byte[] Leaf)>(TilePath.Width);
        var (started, first, ended) = (time.GetTimestamp(), default(DateTimeOffset), false);
        await foreach (var (index, bytes) in StoredEntries.From(store, tree.Size, cancel))
        {
            if (tree.Size >= most || index != tree.Size + bundle.Count || AuditEntry.Parse(bytes) is not { } entry)
                break;
            // An entry outlives what it commits to.
            if (ended = entry.At >= before || (entry.Kind is not (AuditKind.Document or AuditKind.Act) && entry.Subject >= oldest.Value))
                break;
            first = index == 0 ? entry.At : first;
            bundle.Add((entry, MerkleHash.Leaf(bytes.Span)));
            if (bundle.Count < TilePath.Width)
                continue;
            foreach (var (one, leaf) in bundle)
            {
                gone.Add(tree.Size, one);
                tree.Append(leaf);
            }
            bundle.Clear();
            if (tree.Size % Chunk != 0)
                continue;
            await Rest(started, cancel);
            started = time.GetTimestamp();
        }
        return (first, ended || tree.Size >= most ? null : $"the store's audit rows are broken at entry {tree.Size + bundle.Count}: a row is missing or changed");
    }

    /// <summary>The oldest event in the store: what its entries say is still held against it.</summary>
    async ValueTask<MessageId> Oldest(CancellationToken cancel)
    {
        await foreach (var row in store.ReadJournal(default, null, cancel))
            return row.Id;
        return new(long.MaxValue);
    }

    /// <summary>What keeps these entries from going, for people: once they are gone nobody finds it.</summary>
    async Task<string?> Wrong(LogMinimum next, Checkpoint head, GoneEntries gone, CancellationToken cancel)
    {
        try
        {
            var proof = await new TiledTree(new FolderTiles(builder.Folder.Location), head.Size).Consistency(next.Index, cancel);
            if (!MerkleProof.Extends(next.Index, next.Root, head.Size, head.Root, proof))
                return $"the store's first {next.Index} entries are not those that were signed";
        }
        catch (TileException missing)
        {
            return missing.Message;
        }
        return await new Recommitment(store, time).Write(gone, next.Before, cancel);
    }

    /// <summary>Signs, tells and deletes what is not kept any more, or what of that a pass before has left. Nothing is told before it is signed, and nothing goes before it is told.</summary>
    async Task Finish(CancellationToken cancel)
    {
        if (await builder.Checkpoint(cancel) is null || await StoredMinimum.Read(store, cancel) is not var (stored, _))
            return;
        // The one before ended between writing it and telling, as where the disk was full; the node has not started since.
        if (stored.Index > (builder.Minimum?.Index ?? 0))
            await builder.Keep(stored);
        if (builder.Minimum is not { } minimum || minimum.Index != stored.Index)
            return;
        if (await StoredEntries.First(store, cancel) is { } row && row.First + row.Count <= minimum.Index)
        {
            // What opens them goes first: once the rows are gone, nobody knows what that was.
            await DropOpenings(row.First, minimum, cancel);
            for (var low = row.First; low < minimum.Index;)
            {
                var started = time.GetTimestamp();
                low = Math.Min(low + Chunk, minimum.Index);
                await store.Commit(new() { AuditLow = low, LowPriority = true });
                await Rest(started, cancel);
            }
        }
        if (builder.Folder.LengthOf(TilePath.Entries((minimum.Index / TilePath.Width) - 1, TilePath.Width)) >= 0)
            await DropFiles(minimum, cancel);
    }

    async Task DropOpenings(long from, LogMinimum minimum, CancellationToken cancel)
    {
        var (gone, removed, started) = (new GoneEntries(), new List<DocumentRemoval>(), time.GetTimestamp());
        await foreach (var (index, bytes) in StoredEntries.From(store, from, cancel))
        {
            if (index >= minimum.Index)
                break;
            if (AuditEntry.Parse(bytes) is { } entry)
                gone.Add(index, entry);
        }
        if (gone.Documents.Count == 0)
            return;
        await foreach (var (row, opening, isNewest) in StoredEntries.Openings(store, minimum.Before, cancel))
        {
            // Entries that were written together stand together: with the last of them all are gone. What is still there of their documents has a newer opening.
            if (opening.Documents is not [.., var last] || !gone.Documents.ContainsKey(GoneEntries.Key(last.Commitment)) || (isNewest && opening.Documents.Any(static one => one.Kind != LogMinimum.Kind)))
                continue;
            removed.Add(new(AuditOpening.Kind, row.Id, row.Version));
            removed.AddRange(opening.Documents.Where(static one => one.Kind == LogMinimum.Kind).Select(static one => new DocumentRemoval(one.Kind, one.Id, one.Version)));
        }
        await Rest(started, cancel);
        foreach (var some in removed.Chunk(TilePath.Width))
        {
            started = time.GetTimestamp();
            await store.Commit(new() { Removed = some, LowPriority = true });
            await Rest(started, cancel);
        }
    }

    /// <summary>Tiles of each level whose end is not above the minimum. The bundle before it goes last: while it is there, so may be others.</summary>
    async Task DropFiles(LogMinimum minimum, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        for (var level = TilePath.Levels - 1; level >= 0; level--)
        {
            var span = 8 * (level + 1);
            for (var index = minimum.Previous >> span; index < minimum.Index >> span; index++)
            {
                builder.Folder.Remove(TilePath.Tile(level, index, TilePath.Width));
                if (level == 0)
                    builder.Folder.Remove(TilePath.Entries(index, TilePath.Width));
                if (index % 64 != 63)
                    continue;
                await Rest(started, cancel);
                started = time.GetTimestamp();
            }
        }
    }

    Task Rest(long started, CancellationToken cancel) => Task.Delay(time.GetElapsedTime(started) * RestsFor, time, cancel);
}
