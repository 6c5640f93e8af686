using System.Buffers.Binary;

namespace Tidings.Simulator.Wire;

/// <summary>Reads the fields of one PDU in order. A field that does not fit sets <see cref="Broken"/> and reads as empty; nothing throws.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> pdu, int start)
{
    readonly ReadOnlySpan<byte> pdu = pdu;

    public int Position { get; private set; } = start;

    public bool Broken { get; private set; }

    public readonly int Left => pdu.Length - Position;

    public byte U8()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public ushort U16()
    {
        var bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (Broken || Left < count)
        {
            Broken = true;
            return default;
        }
        var taken = pdu.Slice(Position, count);
        Position += count;
        return taken;
    }

    /// <summary>A C-octet string of at most <paramref name="size"/> octets with its NUL, returned without it.</summary>
    public ReadOnlySpan<byte> CString(int size)
    {
        if (Broken)
            return default;
        var rest = pdu[Position..];
        var end = rest[..Math.Min(size, rest.Length)].IndexOf((byte)0);
        if (end < 0)
        {
            Broken = true;
            return default;
        }
        Position += end + 1;
        return rest[..end];
    }
}
