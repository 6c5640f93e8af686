using System.ComponentModel;
using System.Diagnostics;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Codec;

/// <summary>What we encode, read by Wireshark's dissector.</summary>
public class WhenTsharkLooks
{
    private static readonly string[] Columns =
    [
        "smpp.command_id", "smpp.sequence_number", "smpp.source_addr", "smpp.destination_addr", "smpp.message_id", "smpp.system_id",
        "smpp.data_coding", "smpp.sm_length", "smpp.receipted_message_id", "smpp.message_state", "_ws.expert.message", "_ws.malformed",
    ];

    [Fact]
    public async Task One_of_every_pdu_is_dissected_without_a_complaint_and_with_its_fields()
    {
        var path = Path.GetTempFileName();
        try
        {
            var expected = Write(path);
            var rows = await DissectAsync(path);
            Assert.Equal(expected, rows);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_pdu_that_is_wrong_brings_a_complaint()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var pcap = new Pcap(path))
                pcap.Add(Convert.FromHexString("00000020" + "00000004" + "00000000" + "00000001" + "0001013131313131313131313131313131"));
            Assert.Contains(await DissectAsync(path), row => row.Contains("alformed", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes one of every PDU and gives the rows that tshark must print.</summary>
    private static List<string> Write(string path)
    {
        using var pcap = new Pcap(path);
        List<string> rows = [];
        var bank = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8);
        var phone = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8);
        var tlvs = new TlvWriter(new byte[256]);
        tlvs.Add(SmppTlvs.ReceiptedMessageId, "abc1"u8);
        tlvs.Add(SmppTlvs.MessageState, (byte)MessageState.Delivered);
        var destinations = new DestinationWriter(new byte[256]);
        destinations.Add(phone);
        destinations.AddList("list"u8);
        var failed = new UnsuccessfulWriter(new byte[256]);
        failed.Add(new Unsuccessful(phone, CommandStatus.ESME_RINVDSTADR));
        var payload = new TlvWriter(new byte[256]);
        payload.Add(SmppTlvs.MessagePayload, "payload"u8);

        foreach (var kind in Enum.GetValues<BindKind>())
        {
            Add(new Bind { Kind = kind, SystemId = "esme"u8, Password = "secret"u8, InterfaceVersion = 0x34 }, systemId: "esme");
            Add(new BindResp { Kind = kind, SystemId = "smsc"u8 }, systemId: "smsc");
        }
        Add(new Outbind { SystemId = "smsc"u8, Password = "secret"u8 }, systemId: "smsc");
        Add(new SubmitSm { Source = bank, Destination = phone, DataCoding = 8, ShortMessage = [0x20, 0xAC] },
            "Bank", "447700900123", coding: "0x08", length: "2");
        Add(new SubmitSmResp { MessageId = "abc1"u8 }, id: "abc1");
        Add(new DeliverSm { Source = phone, Destination = bank, EsmClass = EsmClass.DeliveryReceipt, ShortMessage = "id:abc1"u8, Tlvs = tlvs.Written },
            "447700900123", "Bank", coding: "0x00", length: "7", receipted: "abc1", state: "2");
        Add(new DeliverSmResp(), id: "");
        Add(new DataSm { Source = bank, Destination = phone, DataCoding = 1, Tlvs = payload.Written }, "Bank", "447700900123", coding: "0x01");
        Add(new DataSmResp { MessageId = "abc2"u8 }, id: "abc2");
        Add(new SubmitMulti { Source = bank, Destinations = destinations.Written, ShortMessage = "many"u8 },
            "Bank", "447700900123", coding: "0x00", length: "4");
        Add(new SubmitMultiResp { MessageId = "abc3"u8, Unsuccessful = failed.Written }, destination: "447700900123", id: "abc3");
        Add(new QuerySm { MessageId = "abc1"u8, Source = bank }, "Bank", id: "abc1");
        Add(new QuerySmResp { MessageId = "abc1"u8, FinalDate = "261123120000000+"u8, MessageState = MessageState.Delivered }, id: "abc1", state: "2");
        Add(new CancelSm { MessageId = "abc1"u8, Source = bank, Destination = phone }, "Bank", "447700900123", id: "abc1");
        Add(new CancelSmResp());
        Add(new ReplaceSm { MessageId = "abc1"u8, Source = bank, ShortMessage = "new"u8 }, "Bank", id: "abc1", length: "3");
        Add(new ReplaceSmResp());
        Add(new EnquireLink());
        Add(new EnquireLinkResp());
        Add(new AlertNotification { Source = phone, Esme = bank }, "447700900123");
        Add(new Unbind());
        Add(new UnbindResp());
        Add(new GenericNack());
        return rows;

        void Add<T>(in T pdu, string source = "", string destination = "", string id = "", string systemId = "", string coding = "",
            string length = "", string receipted = "", string state = "") where T : struct, IPdu<T>, allows ref struct
        {
            var octets = new byte[pdu.MaxLength];
            var sequence = (uint)rows.Count + 1;
            Assert.Equal(EncodeOutcome.Encoded, PduCodec.Encode(pdu, CommandStatus.ESME_ROK, sequence, octets, out var written, out _));
            pcap.Add(octets.AsSpan(0, written));
            rows.Add(string.Join('|', $"0x{(uint)pdu.CommandId:x8}", sequence, source, destination, id, systemId, coding, length, receipted,
                state, "", ""));
        }
    }

    private static async Task<List<string>> DissectAsync(string path)
    {
        var start = new ProcessStartInfo("tshark") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-r", path, "-T", "fields", "-E", "separator=|", "-E", "occurrence=a", "-o", "tcp.analyze_sequence_numbers:false"])
            start.ArgumentList.Add(argument);
        foreach (var column in Columns)
        {
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add(column);
        }
        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            throw;
        }
    }
}
