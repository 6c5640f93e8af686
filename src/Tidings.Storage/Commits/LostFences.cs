using Tidings.Core.Ports;

namespace Tidings.Storage.Commits;

/// <summary>
/// Epochs of partitions of which a unit was lost. Their owner has decided on it already, so that nothing which follows may be written; the next owner
/// has a higher epoch. A bind's owner decides nothing on what is not durable, and repeats its unit. Used by the thread that commits.
/// </summary>
internal sealed class LostFences
{
    readonly Dictionary<int, long> epochs = [];

    public bool Hold(CommitUnit unit)
    {
        if (epochs.Count == 0)
            return false;
        for (var i = 0; i < unit.Fences.Count; i++)
            if (unit.Fences[i] is { Bind: null } fence && epochs.TryGetValue(fence.Partition, out var lost) && fence.Epoch <= lost)
                return true;
        return false;
    }

    public void Add(CommitUnit unit)
    {
        for (var i = 0; i < unit.Fences.Count; i++)
            if (unit.Fences[i] is { Bind: null } fence)
                epochs[fence.Partition] = Math.Max(fence.Epoch, epochs.GetValueOrDefault(fence.Partition));
    }
}
