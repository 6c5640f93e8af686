using System.Buffers.Binary;

namespace Tidings.Smpp.Codec;

/// <summary>The 16 octets with which every PDU starts (SMPP 3.4 §3.2).</summary>
/// <param name="CommandLength">Octets in the whole PDU, these 16 included.</param>
/// <param name="CommandId">The operation.</param>
/// <param name="CommandStatus">The result; 0 in a request.</param>
/// <param name="SequenceNumber">
/// What ties a response to its request. The standard gives 1 to 0x7FFFFFFF; peers use more, so any value is read and echoed.
/// </param>
public readonly record struct PduHeader(uint CommandLength, CommandId CommandId, CommandStatus CommandStatus, uint SequenceNumber)
{
    //  0               4               8               12              16
    //  +---------------+---------------+---------------+---------------+-----
    //  | command_length|  command_id   | command_status|sequence_number| body
    //  +---------------+---------------+---------------+---------------+-----

    /// <summary>Octets in a header.</summary>
    public const int Length = 16;

    /// <summary>Reads a header from at least <see cref="Length"/> octets.</summary>
    public static PduHeader Read(ReadOnlySpan<byte> octets) => new(
        BinaryPrimitives.ReadUInt32BigEndian(octets),
        (CommandId)BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
        (CommandStatus)BinaryPrimitives.ReadUInt32BigEndian(octets[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(octets[12..]));

    /// <summary>Writes the header to at least <see cref="Length"/> octets.</summary>
    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt32BigEndian(octets, CommandLength);
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)CommandId);
        BinaryPrimitives.WriteUInt32BigEndian(octets[8..], (uint)CommandStatus);
        BinaryPrimitives.WriteUInt32BigEndian(octets[12..], SequenceNumber);
    }
}
