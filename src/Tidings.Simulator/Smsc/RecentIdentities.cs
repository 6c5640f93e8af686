namespace Tidings.Simulator.Smsc;

/// <summary>
/// The identities of the last messages, for counting duplicates in bounded memory: two generations of open-addressed hashes,
/// of which the older is dropped when the younger holds half the capacity. So at least the last half is always known.
/// </summary>
internal sealed class RecentIdentities(int capacity)
{
    readonly int half = Math.Max(16, capacity / 2);
    ulong[] young = new ulong[64], old = [];
    int count;

    /// <summary>Returns whether it is new.</summary>
    public bool Add(ulong identity)
    {
        identity = identity == 0 ? 1 : identity;
        if (old.Length > 0 && old[Find(old, identity)] != 0)
            return false;
        var at = Find(young, identity);
        if (young[at] != 0)
            return false;
        young[at] = identity;
        if (++count >= half)
            (old, young, count) = (young, new ulong[64], 0);
        else if (count * 2 > young.Length)
            Grow();
        return true;
    }

    void Grow()
    {
        var larger = new ulong[young.Length * 2];
        foreach (var identity in young)
        {
            if (identity != 0)
                larger[Find(larger, identity)] = identity;
        }
        young = larger;
    }

    static int Find(ulong[] table, ulong identity)
    {
        var mask = table.Length - 1;
        var at = (int)(identity * 0x9E3779B97F4A7C15 >> 32) & mask;
        while (table[at] != 0 && table[at] != identity)
            at = (at + 1) & mask;
        return at;
    }
}
