namespace Tidings.Simulator.Messages;

/// <summary>What makes segments one text: who to whom, under which reference, of how many.</summary>
internal readonly record struct AssemblyKey(string Account, string Source, string Number, int Reference, int Total);

/// <summary>The texts of which segments are still missing: the last 1,000, as a phone has room for no more either.</summary>
internal sealed class Assembly
{
    public const int Capacity = 1_000;
    readonly Dictionary<AssemblyKey, Part?[]> partial = [];
    readonly Queue<AssemblyKey> order = [];

    public int Count => partial.Count;

    /// <summary>Returns all parts in their order once the last has come; null before.</summary>
    public IReadOnlyList<Part>? Add(AssemblyKey key, Part part)
    {
        if (key.Total <= 1 || part.Number < 1 || part.Number > key.Total)
            return [part];
        if (!partial.TryGetValue(key, out var parts))
        {
            MakeRoom();
            partial.Add(key, parts = new Part?[key.Total]);
            order.Enqueue(key);
        }
        parts[part.Number - 1] = part;
        if (parts.Contains(null))
            return null;
        partial.Remove(key);
        return parts!;
    }

    public void Clear()
    {
        partial.Clear();
        order.Clear();
    }

    /// <summary>The order holds completed ones too until their turn comes; it is cut with the rest.</summary>
    void MakeRoom()
    {
        while (order.Count >= Capacity && order.TryDequeue(out var oldest))
            partial.Remove(oldest);
    }
}
