namespace Tidings.Smpp.Tlvs;

/// <summary>One optional parameter (SMPP 3.4 §3.2.4.1): a view into the PDU that it came in.</summary>
/// <param name="tag">The tag, known or not.</param>
/// <param name="value">The value, 0 to 65,535 octets.</param>
public readonly ref struct Tlv(TlvTag tag, ReadOnlySpan<byte> value)
{
    /// <summary>The tag, known or not.</summary>
    public TlvTag Tag { get; } = tag;

    /// <summary>The value as it came.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;
}
