namespace Tidings.Simulator.Wire;

/// <summary>A deliver_sm to write (SMPP 3.4 §4.6.1). The sequence number is patched in when it is sent.</summary>
internal ref struct DeliverPdu
{
    public byte SourceTon, SourceNpi, DestinationTon, DestinationNpi;
    public ReadOnlySpan<byte> Source, Destination;
    public byte EsmClass, DataCoding;
    public ReadOnlySpan<byte> Message;

    /// <summary>The fixed fields with their strings at their longest, without the message and TLVs.</summary>
    public const int MostOverhead = 16 + 1 + 2 + 21 + 2 + 21 + 3 + 2 + 4 + 1;

    public readonly WireWriter Write(Span<byte> into)
    {
        var writer = new WireWriter(into, CommandId.DeliverSm, SmscStatus.Ok, 0);
        writer.U8(0);
        writer.U8(SourceTon);
        writer.U8(SourceNpi);
        writer.CString(Source);
        writer.U8(DestinationTon);
        writer.U8(DestinationNpi);
        writer.CString(Destination);
        writer.U8(EsmClass);
        writer.U8(0);
        writer.U8(0);
        writer.U8(0);
        writer.U8(0);
        writer.U8(0);
        writer.U8(0);
        writer.U8(DataCoding);
        writer.U8(0);
        writer.U8((byte)Message.Length);
        writer.Bytes(Message);
        return writer;
    }
}
