namespace Tidings.Core.Track;

/// <summary>
/// 64 bits of a short text (FNV-1a, then a finaliser that spreads every bit). Stored in the look-up table, so it never changes. Not secret and not
/// collision-proof: whoever looks something up compares what he finds.
/// </summary>
public static class StableHash
{
    const ulong Offset = 14695981039346656037;
    const ulong Prime = 1099511628211;

    public static ulong Of(char kind, ReadOnlySpan<char> text) => Of(kind, text, 0);

    public static ulong Of(char kind, ReadOnlySpan<char> text, ulong seed)
    {
        var hash = (Offset ^ seed ^ kind) * Prime;
        foreach (var c in text)
            hash = (hash ^ c) * Prime;
        return Spread(hash);
    }

    static ulong Spread(ulong x)
    {
        x ^= x >> 33;
        x *= 0xff51afd7ed558ccd;
        x ^= x >> 33;
        x *= 0xc4ceb9fe1a85ec53;
        return x ^ (x >> 33);
    }
}
