using System.Text;

namespace Tidings.Server.Intake.Events;

/// <summary>Property names to values of <typeparamref name="T"/>: one probe by length and two bytes, so that a name costs nanoseconds.</summary>
internal sealed class Names<T> where T : struct
{
    const int Slots = 256;
    readonly (byte[] Name, T Value)[][] _slots = new (byte[], T)[Slots][];

    public Names(params ReadOnlySpan<(string Name, T Value)> names)
    {
        foreach (var (name, value) in names)
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            ref var slot = ref _slots[Slot(utf8)];
            slot = [.. slot ?? [], (utf8, value)];
        }
    }

    public bool TryGet(ReadOnlySpan<byte> name, out T value)
    {
        if (!name.IsEmpty && _slots[Slot(name)] is { } slot)
            foreach (ref var entry in slot.AsSpan())
                if (name.SequenceEqual(entry.Name))
                {
                    value = entry.Value;
                    return true;
                }
        value = default;
        return false;
    }

    static int Slot(ReadOnlySpan<byte> name) => (name.Length * 31 + name[0] * 7 + name[^1] * 5 + name[name.Length / 2] * 3) & (Slots - 1);
}
