using System.Globalization;
using System.Text.Json;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tests.Text;

namespace Tidings.Smpp.Tests.Codec;

public class VectorsOfPdus
{
    /// <summary>Cases that are judged otherwise, each with its reason in docs/smpp-conformance.md.</summary>
    private static readonly string[] Differs =
        ["ch-decodeDeliverSmNetforsDeliveryReceiptTriggeredErrorInLegacySmppLibrary", "gosmpp-query-sm-truncated"];

    [Fact]
    public void Pdus_decode_to_the_fields_that_the_cases_name()
    {
        foreach (var vector in TextVectors.Of("pdu_decode").Where(v => !Differs.Contains(v.Id())))
        {
            var outcome = FrameReader.Read(Octets(vector.Input().Text("hex")), FrameReader.DefaultLimit, out var frame, out _);
            Assert.Equal((vector.Id(), FrameOutcome.Complete), (vector.Id(), outcome));
            var fields = Fields.Of(frame);
            Assert.Equal((vector.Id(), PduFault.None), (vector.Id(), fields.Fault));
            foreach (var expected in vector.Expect().EnumerateObject())
                Check(vector.Id(), expected, fields);
        }
    }

    [Fact]
    public void A_query_with_an_octet_missing_is_not_complete_and_faulty_if_the_length_is_made_to_fit()
    {
        var octets = Octets(TextVectors.Of("pdu_decode").Single(v => v.Id() == Differs[1]).Input().Text("hex"));
        Assert.Equal(FrameOutcome.NeedMore, FrameReader.Read(octets, FrameReader.DefaultLimit, out _, out _));
        octets[3]--;
        Assert.Equal(FrameOutcome.Complete, FrameReader.Read(octets, FrameReader.DefaultLimit, out var frame, out _));
        Assert.Equal(CommandStatus.ESME_RINVCMDLEN, PduCodec.Decode<QuerySm>(frame, out _).Status);
    }

    [Fact]
    public void A_receipt_whose_last_tlv_overruns_keeps_all_before_it()
    {
        var octets = Octets(TextVectors.Of("pdu_decode").Single(v => v.Id() == Differs[0]).Input().Text("hex"));
        FrameReader.Read(octets, FrameReader.DefaultLimit, out var frame, out _);
        var fields = Fields.Of(frame);
        Assert.Equal(CommandStatus.ESME_RINVOPTPARSTREAM, fields.Fault.Status);
        Assert.Equal("99", fields["sm_length"]);
        Assert.Equal([(0x0427, "02")], fields.Tlvs);
    }

    [Fact]
    public void Responses_encode_to_the_octets_of_the_cases()
    {
        foreach (var vector in TextVectors.Of("pdu_encode"))
        {
            Assert.Equal("deliver_sm_resp", vector.Input().Text("make"));
            FrameReader.Read(Octets(vector.Input().Text("request_hex")), FrameReader.DefaultLimit, out var request, out _);
            var buffer = new byte[64];
            PduCodec.Encode(
                new DeliverSmResp(), CommandStatus.ESME_ROK, request.Header.SequenceNumber, buffer, out var written, out _);
            Assert.Equal(vector.Expect().Text("hex"), Convert.ToHexStringLower(buffer.AsSpan(0, written)));
        }
    }

    private static void Check(string id, JsonProperty expected, Fields fields)
    {
        switch (expected.Name)
        {
            case "tlv_count":
                Assert.Equal((id, expected.Value.GetInt32()), (id, fields.Tlvs.Count));
                break;
            case "tlvs":
                foreach (var tlv in expected.Value.EnumerateArray())
                    CheckTlv(id, tlv, fields);
                break;
            default:
                var value = expected.Value.ValueKind switch
                {
                    JsonValueKind.Number => expected.Value.GetUInt32().ToString(CultureInfo.InvariantCulture),
                    JsonValueKind.Null => "",
                    _ => expected.Value.GetString(),
                };
                Assert.Equal((id, expected.Name, value), (id, expected.Name, fields[expected.Name]));
                break;
        }
    }

    private static void CheckTlv(string id, JsonElement expected, Fields fields)
    {
        var tag = ushort.Parse(expected.Text("tag")!.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var hex = expected.Text("value_hex")
            ?? Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(expected.Text("value_cstring")!)) + "00";
        Assert.Equal((id, hex), (id, fields.Tlvs.Single(t => t.Tag == tag).Hex));
    }

    private static byte[] Octets(string? hex) => Convert.FromHexString(hex!);
}
