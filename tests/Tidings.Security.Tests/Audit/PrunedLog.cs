using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>Takes the beginning of a log away as a node does: the note first, then what the specification allows to go.</summary>
internal static class PrunedLog
{
    public static LogMinimum MinimumAt(long index, string history = "")
    {
        var tree = new GrowingTree(static (_, _, _) => { });
        for (var i = 0L; i < index; i++)
            tree.Append(MerkleHash.Leaf(LogInFolder.Entry(i, history)));
        return LogMinimum.Of(tree, 0, LogInFolder.Now, LogInFolder.Now);
    }

    public static LogMinimum Prune(this LogInFolder log, long index)
    {
        var minimum = MinimumAt(index);
        log.Folder.Write(PrunedNote.FileName, log.Sign(minimum.Index, minimum.Root).ToBytes());
        log.Drop(index);
        return minimum;
    }

    /// <summary>Each tile and bundle that may go; a folder with others in it stays.</summary>
    public static void Drop(this LogInFolder log, long index)
    {
        foreach (var file in Directory.GetFiles(log.PathOf("tile"), "*", SearchOption.AllDirectories))
            if (TilePath.End(Path.GetRelativePath(log.Folder.Location, file)) <= index)
                log.Folder.Remove(Path.GetRelativePath(log.Folder.Location, file));
    }
}
