using System.Buffers;

namespace Tidings.Smpp.Codec;

/// <summary>Turns PDUs into octets and back. Neither direction allocates or throws, whatever the octets.</summary>
public static class PduCodec
{
    /// <summary>Reads a frame's body as a PDU of the given type. The PDU is a view: it lives as long as the frame's buffer.</summary>
    /// <typeparam name="T">The PDU. ESME_RINVCMDID is reported where the frame holds another.</typeparam>
    /// <param name="frame">The frame.</param>
    /// <param name="pdu">The PDU; its fields up to the fault where there is one.</param>
    /// <returns>What is wrong with this PDU; the session can go on.</returns>
    public static PduFault Decode<T>(PduFrame frame, out T pdu) where T : struct, IPdu<T>, allows ref struct
    {
        if (!T.Is(frame.Header.CommandId))
        {
            pdu = default;
            return new PduFault(CommandStatus.ESME_RINVCMDID);
        }
        var reader = new PduReader(frame.Body);
        pdu = T.Read(ref reader, frame.Header.CommandId);
        return reader.Fault;
    }

    /// <summary>Writes a PDU into memory.</summary>
    /// <typeparam name="T">The PDU.</typeparam>
    /// <param name="pdu">The PDU.</param>
    /// <param name="status">Its command_status; ESME_ROK in a request.</param>
    /// <param name="sequenceNumber">Its sequence_number.</param>
    /// <param name="destination">Where to; <see cref="IPdu{TSelf}.MaxLength"/> octets are always enough.</param>
    /// <param name="written">Octets written.</param>
    /// <param name="fault">The field that may not be sent.</param>
    public static EncodeOutcome Encode<T>(
        scoped in T pdu, CommandStatus status, uint sequenceNumber, Span<byte> destination, out int written, out PduFault fault)
        where T : struct, IPdu<T>, allows ref struct
    {
        written = 0;
        fault = PduFault.None;
        if (destination.Length < PduHeader.Length)
            return EncodeOutcome.DestinationTooSmall;
        var writer = new PduWriter(destination[PduHeader.Length..]);
        pdu.Write(ref writer);
        fault = writer.Fault;
        if (fault.IsFault)
            return EncodeOutcome.InvalidField;
        if (writer.IsTooSmall)
            return EncodeOutcome.DestinationTooSmall;
        written = destination.Length - writer.Free;
        new PduHeader((uint)written, pdu.CommandId, status, sequenceNumber).Write(destination);
        return EncodeOutcome.Encoded;
    }

    /// <summary>Writes a PDU into a buffer writer.</summary>
    /// <typeparam name="T">The PDU.</typeparam>
    /// <param name="pdu">The PDU.</param>
    /// <param name="status">Its command_status; ESME_ROK in a request.</param>
    /// <param name="sequenceNumber">Its sequence_number.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="fault">The field that may not be sent.</param>
    public static EncodeOutcome Encode<T>(
        scoped in T pdu, CommandStatus status, uint sequenceNumber, IBufferWriter<byte> destination, out PduFault fault)
        where T : struct, IPdu<T>, allows ref struct
    {
        var outcome = Encode(pdu, status, sequenceNumber, destination.GetSpan(pdu.MaxLength), out var written, out fault);
        if (outcome == EncodeOutcome.Encoded)
            destination.Advance(written);
        return outcome;
    }
}
