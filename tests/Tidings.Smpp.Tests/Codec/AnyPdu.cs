using System.Buffers;
using CsCheck;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Codec;

/// <summary>What a PDU may hold, of which each kind takes what it has fields for.</summary>
internal sealed record AnyPdu(
    int Kind, uint Status, uint Sequence, byte[] Short, byte[] Address, byte[] LongAddress, byte[] Id, byte[] Time, byte[] Text, byte[] Octets,
    (ushort Tag, byte[] Value)[] Tlvs)
{
    private const int Room = 4096;

    public const int Kinds = 25;

    public static Gen<AnyPdu> Any { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, Kinds - 1], Gen.UInt, Gen.UInt),
        Gen.Select(String(5), String(20), String(64), String(64), String(16)),
        Gen.Select(Gen.Byte.Array[0, 255], Gen.Byte.Array[9, 9]),
        Gen.Select(Gen.UShort, Gen.Byte.Array[0, 60]).Array[0, 5],
        (h, s, o, t) => new AnyPdu(h.Item1, h.Item2, h.Item3, s.Item1, s.Item2, s.Item3, s.Item4, s.Item5, o.Item1, o.Item2, t));

    /// <summary>Encodes the PDU.</summary>
    public byte[] Encode()
    {
        var tlvs = new TlvWriter(new byte[Room]);
        foreach (var (tag, value) in Tlvs)
            Assert.True(tlvs.Add((TlvTag)tag, value));
        return Encode(tlvs.Written);
    }

    /// <summary>Decodes octets as whatever they are and encodes the result again.</summary>
    public static (PduFault Fault, byte[] Octets) Again(ReadOnlySpan<byte> octets)
    {
        Assert.Equal(FrameOutcome.Complete, FrameReader.Read(octets, FrameReader.DefaultLimit, out var frame, out var consumed));
        Assert.Equal(octets.Length, consumed);
        return frame.Header.CommandId switch
        {
            CommandId.SubmitSm => Again<SubmitSm>(frame),
            CommandId.SubmitSmResp => Again<SubmitSmResp>(frame),
            CommandId.DeliverSm => Again<DeliverSm>(frame),
            CommandId.DeliverSmResp => Again<DeliverSmResp>(frame),
            CommandId.DataSm => Again<DataSm>(frame),
            CommandId.DataSmResp => Again<DataSmResp>(frame),
            CommandId.SubmitMulti => Again<SubmitMulti>(frame),
            CommandId.SubmitMultiResp => Again<SubmitMultiResp>(frame),
            CommandId.QuerySm => Again<QuerySm>(frame),
            CommandId.QuerySmResp => Again<QuerySmResp>(frame),
            CommandId.CancelSm => Again<CancelSm>(frame),
            CommandId.CancelSmResp => Again<CancelSmResp>(frame),
            CommandId.ReplaceSm => Again<ReplaceSm>(frame),
            CommandId.ReplaceSmResp => Again<ReplaceSmResp>(frame),
            CommandId.EnquireLink => Again<EnquireLink>(frame),
            CommandId.EnquireLinkResp => Again<EnquireLinkResp>(frame),
            CommandId.Unbind => Again<Unbind>(frame),
            CommandId.UnbindResp => Again<UnbindResp>(frame),
            CommandId.Outbind => Again<Outbind>(frame),
            CommandId.AlertNotification => Again<AlertNotification>(frame),
            CommandId.GenericNack => Again<GenericNack>(frame),
            var id when Bind.Is(id) => Again<Bind>(frame),
            _ => Again<BindResp>(frame),
        };
    }

    private static Gen<byte[]> String(int maximum) => Gen.Byte[1, 255].Array[0, maximum];

    private static (PduFault, byte[]) Again<T>(PduFrame frame) where T : struct, IPdu<T>, allows ref struct
    {
        var fault = PduCodec.Decode(frame, out T pdu);
        return (fault, Encode(pdu, (uint)frame.Header.CommandStatus, frame.Header.SequenceNumber));
    }

    private static byte[] Encode<T>(scoped in T pdu, uint status, uint sequence) where T : struct, IPdu<T>, allows ref struct
    {
        var writer = new ArrayBufferWriter<byte>();
        var outcome = PduCodec.Encode(pdu, (CommandStatus)status, sequence, writer, out var fault);
        return outcome == EncodeOutcome.Encoded ? writer.WrittenSpan.ToArray() : [(byte)fault.Status];
    }

    private byte[] Encode<T>(scoped in T pdu) where T : struct, IPdu<T>, allows ref struct => Encode(pdu, Status, Sequence);

    private SmppAddress Source => new((TypeOfNumber)Octets[0], (NumberingPlan)Octets[1], Address);

    private SmppAddress Far => new((TypeOfNumber)Octets[2], (NumberingPlan)Octets[3], LongAddress);

    private byte[] Encode(TlvBlock tlvs) => Kind switch
    {
        0 => Encode(new SubmitSm
        {
            ServiceType = Short, Source = Source, Destination = Source, EsmClass = Octets[2], ProtocolId = Octets[3],
            PriorityFlag = Octets[4], ScheduleDeliveryTime = Time, ValidityPeriod = Time, RegisteredDelivery = Octets[5],
            ReplaceIfPresentFlag = Octets[6], DataCoding = Octets[7], SmDefaultMsgId = Octets[8], ShortMessage = Text, Tlvs = tlvs,
        }),
        1 => Encode(new SubmitSmResp { MessageId = Id, Tlvs = tlvs }),
        2 => Encode(new DeliverSm
        {
            ServiceType = Short, Source = Source, Destination = Source, EsmClass = Octets[2], ProtocolId = Octets[3],
            PriorityFlag = Octets[4], ScheduleDeliveryTime = Time, ValidityPeriod = Time, RegisteredDelivery = Octets[5],
            ReplaceIfPresentFlag = Octets[6], DataCoding = Octets[7], SmDefaultMsgId = Octets[8], ShortMessage = Text, Tlvs = tlvs,
        }),
        3 => Encode(new DeliverSmResp { MessageId = Id, Tlvs = tlvs }),
        4 => Encode(new DataSm
        {
            ServiceType = Short, Source = Far, Destination = Far, EsmClass = Octets[4], RegisteredDelivery = Octets[5],
            DataCoding = Octets[6], Tlvs = tlvs,
        }),
        5 => Encode(new DataSmResp { MessageId = Id, Tlvs = tlvs }),
        6 => EncodeMulti(tlvs),
        7 => EncodeMultiResp(tlvs),
        8 => Encode(new QuerySm { MessageId = Id, Source = Source, Tlvs = tlvs }),
        9 => Encode(new QuerySmResp
        {
            MessageId = Id, FinalDate = Time, MessageState = (MessageState)Octets[0], ErrorCode = Octets[1], Tlvs = tlvs,
        }),
        10 => Encode(new CancelSm { ServiceType = Short, MessageId = Id, Source = Source, Destination = Source, Tlvs = tlvs }),
        11 => Encode(new CancelSmResp { Tlvs = tlvs }),
        12 => Encode(new ReplaceSm
        {
            MessageId = Id, Source = Source, ScheduleDeliveryTime = Time, ValidityPeriod = Time, RegisteredDelivery = Octets[4],
            SmDefaultMsgId = Octets[5], ShortMessage = Text, Tlvs = tlvs,
        }),
        13 => Encode(new ReplaceSmResp { Tlvs = tlvs }),
        14 => Encode(new EnquireLink { Tlvs = tlvs }),
        15 => Encode(new EnquireLinkResp { Tlvs = tlvs }),
        16 => Encode(new Unbind { Tlvs = tlvs }),
        17 => Encode(new UnbindResp { Tlvs = tlvs }),
        18 => Encode(new Outbind { SystemId = Short, Password = Time, Tlvs = tlvs }),
        19 => Encode(new AlertNotification { Source = Far, Esme = Far, Tlvs = tlvs }),
        20 => Encode(new GenericNack { Tlvs = tlvs }),
        < 24 => Encode(new Bind
        {
            Kind = (BindKind)(Kind - 21), SystemId = Short, Password = Time, SystemType = Short, InterfaceVersion = Octets[0],
            AddressTon = Octets[1], AddressNpi = Octets[2], AddressRange = Address, Tlvs = tlvs,
        }),
        _ => Encode(new BindResp { Kind = (BindKind)(Octets[0] % 3), SystemId = Short, Tlvs = tlvs }),
    };

    private byte[] EncodeMulti(TlvBlock tlvs)
    {
        var destinations = new DestinationWriter(new byte[Room]);
        for (var i = 0; i <= Octets[0] % 20; i++)
            Assert.True((i + Octets[1]) % 3 == 0 ? destinations.AddList(Address) : destinations.Add(Source));
        return Encode(new SubmitMulti
        {
            ServiceType = Short, Source = Source, Destinations = destinations.Written, EsmClass = Octets[2], ProtocolId = Octets[3],
            PriorityFlag = Octets[4], ScheduleDeliveryTime = Time, ValidityPeriod = Time, RegisteredDelivery = Octets[5],
            ReplaceIfPresentFlag = Octets[6], DataCoding = Octets[7], SmDefaultMsgId = Octets[8], ShortMessage = Text, Tlvs = tlvs,
        });
    }

    private byte[] EncodeMultiResp(TlvBlock tlvs)
    {
        var failed = new UnsuccessfulWriter(new byte[Room]);
        for (var i = 0; i < Octets[0] % 20; i++)
            Assert.True(failed.Add(new Unsuccessful(Source, (CommandStatus)Status)));
        return Encode(new SubmitMultiResp { MessageId = Id, Unsuccessful = failed.Written, Tlvs = tlvs });
    }
}
