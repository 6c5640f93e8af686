using System.Buffers.Binary;

namespace Tidings.Smpp.Tlvs;

/// <summary>
/// The optional parameters of one PDU in the order in which they came, known or not: a view over their octets.
/// Where a tag is repeated the first counts.
/// </summary>
public readonly ref struct TlvBlock
{
    internal const int HeaderLength = 4;

    /// <summary>Takes octets as they stand in a PDU. What does not parse ends the enumeration; see <see cref="IsWellFormed"/>.</summary>
    /// <param name="octets">Tag, length, value; again and again.</param>
    public TlvBlock(ReadOnlySpan<byte> octets) => Octets = octets;

    /// <summary>The octets as they stand in the PDU.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Octets.IsEmpty;

    /// <summary>Whether every length stays within the block.</summary>
    public bool IsWellFormed => WellFormedLength == Octets.Length;

    /// <summary>How many octets parse, from the start.</summary>
    internal int WellFormedLength
    {
        get
        {
            var rest = Octets;
            while (rest.Length >= HeaderLength)
            {
                var length = HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                if (length > rest.Length)
                    break;
                rest = rest[length..];
            }
            return Octets.Length - rest.Length;
        }
    }

    /// <summary>Finds a value by its tag.</summary>
    public bool TryGet(TlvTag tag, out ReadOnlySpan<byte> value)
    {
        foreach (var tlv in this)
        {
            if (tlv.Tag != tag)
                continue;
            value = tlv.Value;
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Finds an octet; false where it is absent or not one octet long.</summary>
    public bool TryGet(ByteTlv type, out byte value)
    {
        var found = TryGet(type.Tag, out ReadOnlySpan<byte> octets) && octets.Length == sizeof(byte);
        value = found ? octets[0] : default;
        return found;
    }

    /// <summary>Finds a number; false where it is absent or not two octets long.</summary>
    public bool TryGet(UInt16Tlv type, out ushort value)
    {
        var found = TryGet(type.Tag, out ReadOnlySpan<byte> octets) && octets.Length == sizeof(ushort);
        value = found ? BinaryPrimitives.ReadUInt16BigEndian(octets) : default;
        return found;
    }

    /// <summary>Finds a number; false where it is absent or not four octets long.</summary>
    public bool TryGet(UInt32Tlv type, out uint value)
    {
        var found = TryGet(type.Tag, out ReadOnlySpan<byte> octets) && octets.Length == sizeof(uint);
        value = found ? BinaryPrimitives.ReadUInt32BigEndian(octets) : default;
        return found;
    }

    /// <summary>Finds a string, without its NUL.</summary>
    public bool TryGet(CStringTlv type, out ReadOnlySpan<byte> value)
    {
        if (!TryGet(type.Tag, out value))
            return false;
        var end = value.IndexOf((byte)0);
        if (end >= 0)
            value = value[..end];
        return true;
    }

    /// <summary>Finds octets.</summary>
    public bool TryGet(OctetsTlv type, out ReadOnlySpan<byte> value) => TryGet(type.Tag, out value);

    /// <summary>Whether it is there.</summary>
    public bool Has(FlagTlv type) => TryGet(type.Tag, out _);

    /// <summary>Goes through the TLVs in their order.</summary>
    public Enumerator GetEnumerator() => new(Octets);

    /// <summary>Goes through the TLVs in their order, without allocation.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> octets) => _rest = octets;

        /// <summary>The TLV at which the enumeration stands.</summary>
        public Tlv Current { get; private set; }

        /// <summary>Goes to the next; false at the end or at the first that does not parse.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < HeaderLength)
                return false;
            var tag = (TlvTag)BinaryPrimitives.ReadUInt16BigEndian(_rest);
            var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
            if (_rest.Length - HeaderLength < length)
                return false;
            Current = new Tlv(tag, _rest.Slice(HeaderLength, length));
            _rest = _rest[(HeaderLength + length)..];
            return true;
        }
    }
}
