using System.Buffers.Binary;

namespace Tidings.Simulator.Wire;

/// <summary>Writes one PDU into a span that its caller made large enough.</summary>
internal ref struct WireWriter
{
    readonly Span<byte> into;
    int length;

    public WireWriter(Span<byte> into, CommandId command, SmscStatus status, uint sequence)
    {
        this.into = into;
        BinaryPrimitives.WriteUInt32BigEndian(into[4..], (uint)command);
        BinaryPrimitives.WriteUInt32BigEndian(into[8..], (uint)status);
        BinaryPrimitives.WriteUInt32BigEndian(into[12..], sequence);
        length = 16;
    }

    public void U8(byte value) => into[length++] = value;

    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(into[length..]);
        length += value.Length;
    }

    public void CString(scoped ReadOnlySpan<byte> value)
    {
        Bytes(value);
        U8(0);
    }

    public void Tlv(ushort tag, scoped ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(into[length..], tag);
        BinaryPrimitives.WriteUInt16BigEndian(into[(length + 2)..], (ushort)value.Length);
        length += 4;
        Bytes(value);
    }

    /// <summary>Completes command_length and returns it.</summary>
    public readonly int Finish()
    {
        BinaryPrimitives.WriteUInt32BigEndian(into, (uint)length);
        return length;
    }
}
