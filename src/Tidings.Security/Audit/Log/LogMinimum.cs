using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Audit.Log;

/// <summary>
/// From where a log is kept (C2SP tlog-tiles, "Pruning"), and what the tree needs of the entries before. It is stored as a document, a version for each pruning, which the log commits to like any other:
/// whoever deletes entries without a key cannot say that they were pruned.
/// </summary>
/// <param name="Index">The minimum index: entries from here on are kept. A whole number of bundles.</param>
/// <param name="Previous">The one before it.</param>
/// <param name="Root">Over the entries before <paramref name="Index"/>.</param>
/// <param name="Edge">Of the tree of those entries, by level, the hashes of the tile that was not full, one after the other.</param>
/// <param name="Before">Each entry that went is older.</param>
/// <param name="Began">When the log's first entry was written.</param>
public sealed record LogMinimum(long Index, long Previous, byte[] Root, IReadOnlyList<byte[]> Edge, DateTimeOffset Before, DateTimeOffset Began)
{
    /// <summary>The kind of the document, and its id.</summary>
    public const string Kind = "audit-minimum", Id = "log";

    /// <summary>The minimum at the end of a tree that holds a whole number of bundles.</summary>
    public static LogMinimum Of(GrowingTree tree, long previous, DateTimeOffset before, DateTimeOffset began)
    {
        var edge = new List<byte[]>();
        tree.Partial((level, _, hashes) =>
        {
            while (edge.Count <= level)
                edge.Add([]);
            edge[level] = hashes.ToArray();
        });
        return new(tree.Size, previous, tree.Root(), edge, before, began);
    }

    /// <summary>The tree of what went, to be appended to. Null: the hashes are not those of the root, or of so many entries.</summary>
    public GrowingTree? Tree(FullTile full)
    {
        if (Index <= 0 || Index % TilePath.Width != 0 || Edge.Select(static (hashes, level) => (hashes, level)).Any(tile => tile.hashes.Length != GrowingTree.EdgeWidth(Index, tile.level) * MerkleHash.Length))
            return null;
        var tree = GrowingTree.Of(Index, [.. Edge.Select(static hashes => (IReadOnlyList<byte[]>)[.. hashes.Chunk(MerkleHash.Length)])], full);
        return tree.Root().AsSpan().SequenceEqual(Root) ? tree : null;
    }

    /// <summary>As it is stored.</summary>
    /// <param name="version">One more than that of the last pruning.</param>
    public DocumentRow ToRow(int version, DateTimeOffset at) => new(Kind, Id, version, at, JsonSerializer.SerializeToUtf8Bytes(this, LogMinimumJson.Default.LogMinimum));

    /// <summary>What such a document says; null where it is none.</summary>
    public static LogMinimum? Of(DocumentRow row)
    {
        try
        {
            return JsonSerializer.Deserialize(row.Body.Span, LogMinimumJson.Default.LogMinimum) is { Root: not null, Edge: not null } read && read.Tree(static (_, _, _) => { }) is not null ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LogMinimum))]
internal sealed partial class LogMinimumJson : JsonSerializerContext;
