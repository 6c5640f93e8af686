using System.Buffers.Binary;

namespace Tidings.Smpp.Tlvs;

/// <summary>
/// Builds a <see cref="TlvBlock"/> in the caller's memory (a stackalloc as a rule). Each Add answers whether the TLV fitted;
/// one that did not fit is left out whole.
/// </summary>
/// <param name="destination">Where to write: 4 octets a TLV and its value.</param>
public ref struct TlvWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _length;

    /// <summary>What has been written.</summary>
    public readonly TlvBlock Written => new(_destination[.._length]);

    /// <summary>Adds any TLV: a vendor's, or one kept from another PDU.</summary>
    public bool Add(TlvTag tag, ReadOnlySpan<byte> value) => TryReserve(tag, value.Length, out var room) && value.TryCopyTo(room);

    /// <summary>Adds an octet.</summary>
    public bool Add(ByteTlv type, byte value)
    {
        if (!TryReserve(type.Tag, sizeof(byte), out var room))
            return false;
        room[0] = value;
        return true;
    }

    /// <summary>Adds a number of two octets.</summary>
    public bool Add(UInt16Tlv type, ushort value) =>
        TryReserve(type.Tag, sizeof(ushort), out var room) && BinaryPrimitives.TryWriteUInt16BigEndian(room, value);

    /// <summary>Adds a number of four octets.</summary>
    public bool Add(UInt32Tlv type, uint value) =>
        TryReserve(type.Tag, sizeof(uint), out var room) && BinaryPrimitives.TryWriteUInt32BigEndian(room, value);

    /// <summary>Adds a string and its NUL; false also where the string contains a NUL.</summary>
    public bool Add(CStringTlv type, ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)0) || !TryReserve(type.Tag, value.Length + 1, out var room))
            return false;
        value.CopyTo(room);
        room[^1] = 0;
        return true;
    }

    /// <summary>Adds octets.</summary>
    public bool Add(OctetsTlv type, ReadOnlySpan<byte> value) => Add(type.Tag, value);

    /// <summary>Adds a TLV without a value.</summary>
    public bool Add(FlagTlv type) => TryReserve(type.Tag, 0, out _);

    private bool TryReserve(TlvTag tag, int length, out Span<byte> room)
    {
        room = default;
        var rest = _destination[_length..];
        if (length > ushort.MaxValue || rest.Length - TlvBlock.HeaderLength < length)
            return false;
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)length);
        room = rest.Slice(TlvBlock.HeaderLength, length);
        _length += TlvBlock.HeaderLength + length;
        return true;
    }
}
