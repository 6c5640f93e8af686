using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>The keys of <see cref="RecentEvents"/> as a snapshot has them, oldest first. What stands behind <see cref="Count"/> is room that older versions kept.</summary>
[MemoryPackable]
internal sealed partial class SavedKeys
{
    public ulong[] Keys { get; init; } = [];
    /// <summary>Since 2024.</summary>
    public int[] Minutes { get; init; } = [];
    public int Count { get; init; }
    /// <summary>The count once more: the layout has it twice since its first version.</summary>
    public int CountAgain => Count;
    /// <summary>Room of each block, so that a replay after the snapshot makes the state that wrote it. Null: of a version that had no blocks.</summary>
    public int[]? Blocks { get; init; }
}
