using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Codec;

public class WhenAPduIsEncoded
{
    /// <summary>The same as the cases of the shared vectors, on octets written here after the standard's tables.</summary>
    [Fact]
    public void The_octets_are_those_of_the_standards_tables()
    {
        Span<byte> room = stackalloc byte[64];
        var tlvs = new TlvWriter(room);
        Assert.True(tlvs.Add(SmppTlvs.UserMessageReference, 0x1234));
        Assert.True(tlvs.Add(new CStringTlv(0x1400), "1201"u8));
        Assert.True(tlvs.Add(SmppTlvs.AlertOnMessageDelivery));
        var pdu = new SubmitSm
        {
            ServiceType = "CMT"u8,
            Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
            Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "4477"u8),
            EsmClass = EsmClass.Udhi,
            ProtocolId = 0x7F,
            PriorityFlag = 1,
            ScheduleDeliveryTime = "000000000100000R"u8,
            ValidityPeriod = "000000000500000R"u8,
            RegisteredDelivery = 0x11,
            ReplaceIfPresentFlag = 1,
            DataCoding = 8,
            SmDefaultMsgId = 2,
            ShortMessage = [0x20, 0xAC],
            Tlvs = tlvs.Written,
        };
        Assert.Equal(
            "00000061" + "00000004" + "00000000" + "0000002a" + "434d5400" + "050042616e6b00" + "01013434373700" + "407f01"
            + "30303030303030303031303030303052" + "00" + "30303030303030303035303030303052" + "00" + "11010802" + "0220ac"
            + "020400021234" + "140000053132303100" + "130c0000",
            Hex(pdu, CommandStatus.ESME_ROK, 42));
    }

    [Fact]
    public void A_deliver_sm_written_by_hand_reads_as_its_fields()
    {
        var octets = Convert.FromHexString(
            "0000003a" + "00000005" + "00000000" + "80000001" + "00" + "0101343400" + "0009353500" + "040003" + "0000" + "00000000"
            + "03" + "69643a" + "0427000102" + "001e0005" + "3132616200" + "3fff0000");
        FrameReader.Read(octets, 100, out var frame, out _);
        Assert.Equal(PduFault.None, PduCodec.Decode(frame, out DeliverSm pdu));
        Assert.Equal((0x80000001u, (byte)4, (byte)3), (frame.Header.SequenceNumber, pdu.EsmClass, pdu.PriorityFlag));
        Assert.Equal("44"u8, pdu.Source.Value);
        Assert.Equal((NumberingPlan.Private, 2), (pdu.Destination.Npi, pdu.Destination.Value.Length));
        Assert.Equal("id:"u8, pdu.UserData);
        Assert.True(pdu.Tlvs.TryGet(SmppTlvs.MessageState, out var state));
        Assert.Equal(MessageState.Delivered, (MessageState)state);
        Assert.True(pdu.Tlvs.TryGet(SmppTlvs.ReceiptedMessageId, out var id));
        Assert.Equal("12ab"u8, id);
        Assert.True(pdu.Tlvs.Has(new FlagTlv(0x3FFF)));
        Assert.False(pdu.Tlvs.TryGet(new ByteTlv(0x3FFF), out _));
        Assert.False(pdu.Tlvs.TryGet(SmppTlvs.CongestionState, out _));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_service_type_may_have_five_octets(int length, bool fits) =>
        Check(new SubmitSm { ServiceType = Filled(length) }, fits, CommandStatus.ESME_RINVSERTYP);

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void An_address_may_have_twenty(int length, bool fits)
    {
        Check(new SubmitSm { Source = new SmppAddress(0, 0, Filled(length)) }, fits, CommandStatus.ESME_RINVSRCADR);
        Check(new SubmitSm { Destination = new SmppAddress(0, 0, Filled(length)) }, fits, CommandStatus.ESME_RINVDSTADR);
    }

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_short_message_may_have_255(int length, bool fits) =>
        Check(new SubmitSm { ShortMessage = Filled(length) }, fits, CommandStatus.ESME_RINVMSGLEN);

    [Fact]
    public void A_nul_within_a_string_may_not_be_sent() =>
        Check(new SubmitSm { Source = new SmppAddress(0, 0, "12\0 34"u8) }, false, CommandStatus.ESME_RINVSRCADR);

    [Fact]
    public void Tlvs_that_do_not_parse_may_not_be_sent() =>
        Check(new SubmitSm { Tlvs = new TlvBlock([0, 5, 0, 2, 1]) }, false, CommandStatus.ESME_RINVOPTPARSTREAM);

    [Fact]
    public void A_submit_multi_has_one_to_254_destinations()
    {
        Check(new SubmitMulti(), false, CommandStatus.ESME_RINVNUMDESTS);
        var writer = new DestinationWriter(new byte[8192]);
        for (var i = 0; i < 254; i++)
            Assert.True(writer.Add(new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "1"u8)));
        Assert.False(writer.Add(new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "1"u8)));
        Check(new SubmitMulti { Destinations = writer.Written }, true, default);
    }

    [Fact]
    public void A_destination_that_is_one_octet_too_small_is_told_from_one_that_fits()
    {
        var pdu = new SubmitSmResp { MessageId = "12"u8 };
        Assert.Equal(EncodeOutcome.DestinationTooSmall, PduCodec.Encode(pdu, default, 1, new byte[18], out var written, out _));
        Assert.Equal(0, written);
        Assert.Equal(EncodeOutcome.Encoded, PduCodec.Encode(pdu, default, 1, new byte[19], out written, out _));
        Assert.Equal(19, written);
    }

    [Fact]
    public void Neither_way_of_a_submit_allocates()
    {
        var buffer = new byte[512];
        Way(buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Way(buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Way(byte[] buffer)
    {
        Span<byte> room = stackalloc byte[32];
        var tlvs = new TlvWriter(room);
        tlvs.Add(SmppTlvs.UserMessageReference, 7);
        var pdu = new SubmitSm
        {
            Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
            Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
            ShortMessage = "Your account was credited"u8,
            Tlvs = tlvs.Written,
        };
        PduCodec.Encode(pdu, CommandStatus.ESME_ROK, 1, buffer, out var written, out _);
        FrameReader.Read(buffer.AsSpan(0, written), FrameReader.DefaultLimit, out var frame, out _);
        if (PduCodec.Decode(frame, out SubmitSm read).IsFault || !read.Tlvs.TryGet(SmppTlvs.UserMessageReference, out var reference) || reference != 7)
            throw new InvalidOperationException("The way must be good for the measurement to count.");
    }

    private static void Check<T>(in T pdu, bool fits, CommandStatus fault) where T : struct, IPdu<T>, allows ref struct
    {
        var outcome = PduCodec.Encode(pdu, CommandStatus.ESME_ROK, 1, new byte[8192], out _, out var found);
        Assert.Equal(fits ? EncodeOutcome.Encoded : EncodeOutcome.InvalidField, outcome);
        Assert.Equal(fits ? CommandStatus.ESME_ROK : fault, found.Status);
    }

    private static byte[] Filled(int length) => [.. Enumerable.Repeat((byte)'7', length)];

    private static string Hex<T>(in T pdu, CommandStatus status, uint sequence) where T : struct, IPdu<T>, allows ref struct
    {
        var octets = new byte[pdu.MaxLength];
        Assert.Equal(EncodeOutcome.Encoded, PduCodec.Encode(pdu, status, sequence, octets, out var written, out _));
        return Convert.ToHexStringLower(octets.AsSpan(0, written));
    }
}
