namespace Tidings.Simulator.Wire;

/// <summary>What the simulator needs of a submit_sm (SMPP 3.4 §4.4.1), still in the bytes that it came in.</summary>
internal ref struct SubmitPdu
{
    public const int HeaderLength = 16;

    public byte SourceTon, SourceNpi, DestinationTon, DestinationNpi;
    public ReadOnlySpan<byte> Source, Destination;
    public byte EsmClass, RegisteredDelivery, DataCoding;
    public ReadOnlySpan<byte> Message;
    public ushort SarReference;
    public byte SarTotal, SarPart;

    public readonly bool HasHeader => (EsmClass & 0x40) != 0;

    /// <summary>Returns what is wrong with it, or Ok.</summary>
    public SmscStatus Read(ReadOnlySpan<byte> pdu)
    {
        var reader = new WireReader(pdu, 16);
        reader.CString(6);
        SourceTon = reader.U8();
        SourceNpi = reader.U8();
        Source = reader.CString(21);
        if (reader.Broken)
            return SmscStatus.InvalidSource;
        DestinationTon = reader.U8();
        DestinationNpi = reader.U8();
        Destination = reader.CString(21);
        if (reader.Broken || !IsNumber(Destination))
            return SmscStatus.InvalidDestination;
        EsmClass = reader.U8();
        reader.Take(2);
        if (reader.CString(17).Length is not (0 or 16))
            return SmscStatus.InvalidSchedule;
        if (reader.CString(17).Length is not (0 or 16))
            return SmscStatus.InvalidExpiry;
        RegisteredDelivery = reader.U8();
        reader.U8();
        DataCoding = reader.U8();
        reader.U8();
        Message = reader.Take(reader.U8());
        while (reader is { Broken: false, Left: > 0 })
            ReadTlv(ref reader);
        return reader.Broken || Message.Length is 0 or > 64 * 1024 ? SmscStatus.InvalidMessageLength : SmscStatus.Ok;
    }

    void ReadTlv(ref WireReader reader)
    {
        var tag = reader.U16();
        var value = reader.Take(reader.U16());
        switch (tag, value.Length)
        {
            case (Tag.MessagePayload, _): Message = value; break;
            case (Tag.SarMsgRefNum, 2): SarReference = (ushort)((value[0] << 8) | value[1]); break;
            case (Tag.SarTotalSegments, 1): SarTotal = value[0]; break;
            case (Tag.SarSegmentSeqnum, 1): SarPart = value[0]; break;
        }
    }

    static bool IsNumber(ReadOnlySpan<byte> address) =>
        address.Length > 2 && !(address[0] == '+' ? address[1..] : address).ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
