namespace Tidings.Smpp.Text.Headers;

/// <summary>What a concatenation element or the sar_ TLVs say of a segment.</summary>
/// <param name="Reference">The message's reference.</param>
/// <param name="Total">Segments of the message, 1 to 255.</param>
/// <param name="Number">This segment, 1 to <paramref name="Total"/>.</param>
/// <param name="Bits">Width of the reference: 8 or 16. References of different width never meet.</param>
public readonly record struct SegmentReference(ushort Reference, byte Total, byte Number, byte Bits)
{
    /// <summary>Totals and numbers are in range; what is not must be ignored (3GPP TS 23.040 §9.2.3.24.1).</summary>
    public bool IsValid => Total > 0 && Number > 0 && Number <= Total;
}
