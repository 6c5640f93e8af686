using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Log;

/// <summary>Copies a log: what its checkpoint needs, and the checkpoint last, so that a copy that was cut off is never taken for a whole one.</summary>
public static class LogCopy
{
    /// <summary>Full tiles that are there already are not read again. Returns the entries of the log.</summary>
    /// <exception cref="TileException">Something that the checkpoint needs is not there.</exception>
    public static async Task<long> Copy(ITileSource from, LogFolder to, CancellationToken cancel)
    {
        if (await from.Read(LogWriter.CheckpointFile, cancel) is not { } bytes || SignedNote.Parse(bytes) is not { } note || Checkpoint.Parse(note.Text) is not { } head)
            throw new TileException(LogWriter.CheckpointFile, "is missing or broken");
        var pruned = await PrunedNote.Read(from, null, head, cancel);
        var minimum = pruned?.Size ?? 0;
        for (var level = 0; level < TilePath.Levels && head.Size >> (8 * level) > 0; level++)
            for (long index = minimum >> (8 * (level + 1)), hashes = head.Size >> (8 * level); index * TilePath.Width < hashes; index++)
            {
                var width = (int)Math.Min(TilePath.Width, hashes - (index * TilePath.Width));
                await One(from, to, TilePath.Tile(level, index, width), TilePath.Tile(level, index, TilePath.Width), cancel);
                if (level == 0)
                    await One(from, to, TilePath.Entries(index, width), TilePath.Entries(index, TilePath.Width), cancel);
            }
        // An older copy keeps what it has: it then holds more than the note says.
        if (pruned is not null)
            to.Write(PrunedNote.FileName, (await from.Read(PrunedNote.FileName, cancel))!, durable: true);
        to.Write(LogWriter.CheckpointFile, bytes, durable: true);
        return head.Size;
    }

    static async Task One(ITileSource from, LogFolder to, string path, string full, CancellationToken cancel)
    {
        if (path == full && to.LengthOf(path) > 0)
            return;
        if (await from.Read(path, cancel) is { } bytes)
            to.Write(path, bytes);
        else if (path != full && await from.Read(full, cancel) is { } later)
            to.Write(full, later);
        else
            throw new TileException(path, "is missing");
    }
}
