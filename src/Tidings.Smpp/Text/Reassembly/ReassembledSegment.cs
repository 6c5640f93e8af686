namespace Tidings.Smpp.Text.Reassembly;

/// <summary>One segment as it came.</summary>
/// <param name="UserData">The octets of short_message, header included.</param>
/// <param name="DataCoding">data_coding of its PDU.</param>
/// <param name="HasHeader">The UDHI bit of its PDU.</param>
public sealed record ReassembledSegment(ReadOnlyMemory<byte> UserData, byte DataCoding, bool HasHeader)
{
    /// <summary>Never shows the octets.</summary>
    public override string ToString() => $"{UserData.Length} octets (redacted)";
}
