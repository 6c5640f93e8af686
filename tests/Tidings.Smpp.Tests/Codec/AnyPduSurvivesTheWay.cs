using CsCheck;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Codec;

public class AnyPduSurvivesTheWay
{
    [Fact]
    public void Decoded_and_encoded_again_it_has_the_same_octets() => AnyPdu.Any.Sample(
        pdu =>
        {
            var octets = pdu.Encode();
            var (fault, again) = AnyPdu.Again(octets);
            return !fault.IsFault && octets.AsSpan().SequenceEqual(again);
        },
        iter: 5_000);

    [Fact]
    public void Every_kind_has_a_command_of_its_own()
    {
        var pdu = AnyPdu.Any.Single();
        var commands = Enumerable.Range(0, AnyPdu.Kinds)
            .Select(kind => PduHeader.Read((pdu with { Kind = kind }).Encode()).CommandId)
            .ToHashSet();
        Assert.Equal(AnyPdu.Kinds, commands.Count);
    }

    [Fact]
    public void A_submit_holds_the_same_values_after_the_way() => AnyPdu.Any.Sample(
        pdu =>
        {
            FrameReader.Read((pdu with { Kind = 0 }).Encode(), FrameReader.DefaultLimit, out var frame, out _);
            Assert.False(PduCodec.Decode(frame, out SubmitSm read).IsFault);
            Assert.Equal(pdu.Short, read.ServiceType);
            Assert.Equal(pdu.Address, read.Source.Value);
            Assert.Equal((pdu.Octets[0], pdu.Octets[1]), ((byte)read.Destination.Ton, (byte)read.Destination.Npi));
            Assert.Equal(pdu.Time, read.ValidityPeriod);
            Assert.Equal(
                (byte[])pdu.Octets[2..],
                (byte[])[read.EsmClass, read.ProtocolId, read.PriorityFlag, read.RegisteredDelivery, read.ReplaceIfPresentFlag, read.DataCoding,
                    read.SmDefaultMsgId]);
            Assert.Equal(pdu.Text, read.ShortMessage);
            var i = 0;
            foreach (var tlv in read.Tlvs)
            {
                Assert.Equal(pdu.Tlvs[i].Tag, (ushort)tlv.Tag);
                Assert.Equal(pdu.Tlvs[i++].Value, tlv.Value);
            }
            Assert.Equal(pdu.Tlvs.Length, i);
        },
        iter: 2_000);

    [Fact]
    public void Cut_or_bent_anywhere_it_is_decoded_or_faulted_and_nothing_is_thrown() => Gen.Select(AnyPdu.Any, Gen.Int, Gen.Byte).Sample(
        (pdu, place, octet) =>
        {
            var octets = pdu.Encode();
            var cut = octets[..(16 + Math.Abs(place % (octets.Length - 15)))];
            (cut[2], cut[3]) = ((byte)(cut.Length >> 8), (byte)cut.Length);
            AnyPdu.Again(cut);
            if (octets.Length > 16)
                octets[16 + Math.Abs(place % (octets.Length - 16))] = octet;
            AnyPdu.Again(octets);
        },
        iter: 5_000);

    [Fact]
    public void Any_octets_make_a_frame_need_more_or_an_end() => Gen.Byte.Array[0, 200].Sample(
        octets =>
        {
            var outcome = FrameReader.Read(octets, 100, out var frame, out var consumed);
            return outcome switch
            {
                FrameOutcome.NeedMore or FrameOutcome.TooShort or FrameOutcome.TooLong => consumed == 0 && frame.Body.IsEmpty,
                _ => consumed is >= 16 and <= 100 && frame.Body.Length == consumed - 16,
            };
        },
        iter: 5_000);

    [Fact]
    public void Any_octets_as_the_body_of_any_command_are_decoded_or_faulted() =>
        Gen.Select(Gen.Byte.Array[0, 150], AnyPdu.Any).Sample(
            (body, pdu) =>
            {
                var header = pdu.Encode().AsSpan(0, 16).ToArray();
                (header[2], header[3]) = (0, (byte)(16 + body.Length));
                AnyPdu.Again([.. header, .. body]);
            },
            iter: 5_000);

    [Fact]
    public void Any_octets_are_tlvs_as_far_as_they_parse() => Gen.Byte.Array[0, 100].Sample(
        octets =>
        {
            var length = 0;
            foreach (var tlv in new TlvBlock(octets))
                length += 4 + tlv.Value.Length;
            return length <= octets.Length && new TlvBlock(octets).IsWellFormed == (length == octets.Length);
        },
        iter: 5_000);
}
