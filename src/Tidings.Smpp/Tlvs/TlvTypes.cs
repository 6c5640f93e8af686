namespace Tidings.Smpp.Tlvs;

/// <summary>A TLV whose value is one octet.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct ByteTlv(TlvTag Tag)
{
    /// <summary>A vendor's TLV by its number.</summary>
    /// <param name="tag">The tag, 0x1400 to 0x3FFF for vendors.</param>
    public ByteTlv(ushort tag) : this((TlvTag)tag) { }
}

/// <summary>A TLV whose value is two octets, most significant first.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct UInt16Tlv(TlvTag Tag)
{
    /// <inheritdoc cref="ByteTlv(ushort)"/>
    public UInt16Tlv(ushort tag) : this((TlvTag)tag) { }
}

/// <summary>A TLV whose value is four octets, most significant first.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct UInt32Tlv(TlvTag Tag)
{
    /// <inheritdoc cref="ByteTlv(ushort)"/>
    public UInt32Tlv(ushort tag) : this((TlvTag)tag) { }
}

/// <summary>A TLV whose value is a C-octet string. Read without its NUL, and also where a carrier forgot it; written with it.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct CStringTlv(TlvTag Tag)
{
    /// <inheritdoc cref="ByteTlv(ushort)"/>
    public CStringTlv(ushort tag) : this((TlvTag)tag) { }
}

/// <summary>A TLV whose value is any octets.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct OctetsTlv(TlvTag Tag)
{
    /// <inheritdoc cref="ByteTlv(ushort)"/>
    public OctetsTlv(ushort tag) : this((TlvTag)tag) { }
}

/// <summary>A TLV that says something by being there. Some senders give it a value; it is not looked at.</summary>
/// <param name="Tag">The tag.</param>
public readonly record struct FlagTlv(TlvTag Tag)
{
    /// <inheritdoc cref="ByteTlv(ushort)"/>
    public FlagTlv(ushort tag) : this((TlvTag)tag) { }
}
