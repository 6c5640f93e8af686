using System.Buffers.Binary;
using System.Text;

namespace Tidings.Server.Intake.Events;

/// <summary>
/// The strings that come again and again (types, sources, currencies, countries), one instance each. Direct-mapped and bounded:
/// a stranger in a slot replaces it. Races are harmless, for entries do not change.
/// </summary>
internal sealed class StringCache
{
    const int Slots = 1024;
    const int Longest = 64;

    sealed record Entry(byte[] Utf8, string Text);
    readonly Entry?[] _slots = new Entry?[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
            return Encoding.UTF8.GetString(utf8);
        ref var slot = ref _slots[Hash(utf8) & (Slots - 1)];
        if (slot is { } entry && utf8.SequenceEqual(entry.Utf8))
            return entry.Text;
        var text = Encoding.UTF8.GetString(utf8);
        slot = new(utf8.ToArray(), text);
        return text;
    }

    static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        for (; utf8.Length >= 8; utf8 = utf8[8..])
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * 0x9E3779B97F4A7C15;
        foreach (var b in utf8)
            hash = (hash ^ b) * 0x9E3779B97F4A7C15;
        return (uint)(hash >> 40);
    }
}
