using System.Buffers.Binary;
using System.Globalization;
using Tidings.Simulator.Messages;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Phone;

/// <summary>Takes a PDU apart for people: each field with the bytes that it lies in. What does not fit is shown as rest.</summary>
internal static class PduDescriber
{
    public static PduView Describe(TracedPdu pdu)
    {
        var fields = new FieldList(pdu.Bytes);
        if (pdu.Bytes.Length >= 16)
            Read(fields);
        if (fields.Position < pdu.Bytes.Length)
            fields.Rest("rest");
        return new(pdu.Id, pdu.Direction, pdu.Session, pdu.At, NameOf(pdu.Bytes), Convert.ToHexStringLower(pdu.Bytes), fields.Views);
    }

    static void Read(FieldList fields)
    {
        fields.Number("command_length", 4);
        var command = (CommandId)fields.Number("command_id", 4, id => NameOf((uint)id));
        var status = fields.Number("command_status", 4, StatusName);
        fields.Number("sequence_number", 4);
        switch (command)
        {
            case CommandId.SubmitSm or CommandId.DeliverSm:
                ReadMessage(fields);
                break;
            case CommandId.SubmitSmResp when status == 0:
                fields.Text("message_id");
                break;
            case CommandId.DeliverSmResp when fields.Left > 0:
                fields.Text("message_id");
                break;
        }
        ReadTlvs(fields);
    }

    static void ReadMessage(FieldList fields)
    {
        fields.Text("service_type");
        fields.Number("source_addr_ton", 1, TonName);
        fields.Number("source_addr_npi", 1);
        fields.Text("source_addr");
        fields.Number("dest_addr_ton", 1, TonName);
        fields.Number("dest_addr_npi", 1);
        fields.Text("destination_addr");
        var esmClass = fields.Number("esm_class", 1, EsmClassName);
        fields.Number("protocol_id", 1);
        fields.Number("priority_flag", 1);
        fields.Text("schedule_delivery_time");
        fields.Text("validity_period");
        fields.Number("registered_delivery", 1);
        fields.Number("replace_if_present_flag", 1);
        var dataCoding = (byte)fields.Number("data_coding", 1, CodingName);
        fields.Number("sm_default_msg_id", 1);
        var length = (int)fields.Number("sm_length", 1);
        if ((esmClass & 0x40) != 0 && length > 0)
            length -= fields.Header(length);
        fields.Octets("short_message", length, dataCoding);
    }

    static void ReadTlvs(FieldList fields)
    {
        while (fields.Left >= 4)
            fields.Tlv(TagName);
    }

    static string NameOf(ReadOnlySpan<byte> pdu) => pdu.Length < 16 ? "no PDU" : NameOf(BinaryPrimitives.ReadUInt32BigEndian(pdu[4..]));

    static string NameOf(uint command) => (CommandId)command switch
    {
        CommandId.GenericNack => "generic_nack",
        CommandId.SubmitSm => "submit_sm",
        CommandId.SubmitSmResp => "submit_sm_resp",
        CommandId.DeliverSm => "deliver_sm",
        CommandId.DeliverSmResp => "deliver_sm_resp",
        _ => "no PDU that is known",
    };

    static string StatusName(long status)
    {
        var known = (SmscStatus)status;
        return Enum.IsDefined(known) ? JsonNames.Of(known) : "reserved or the carrier's own";
    }

    static string TonName(long ton) => ton switch
    {
        0 => "unknown",
        1 => "international",
        2 => "national",
        3 => "network specific",
        4 => "subscriber number",
        5 => "alphanumeric",
        6 => "abbreviated",
        _ => "reserved",
    };

    static string EsmClassName(long esmClass) =>
        ((esmClass & 0x3C) == 0x04 ? "delivery receipt" : "message") + ((esmClass & 0x40) != 0 ? ", user data header" : "");

    static string CodingName(long coding) => coding switch
    {
        0 => "default alphabet",
        1 => "ASCII",
        2 or 4 => "binary",
        3 => "Latin-1",
        8 => "UCS-2",
        _ => "see TS 23.038",
    };

    static string TagName(ushort tag) => tag switch
    {
        Tag.ReceiptedMessageId => "receipted_message_id",
        Tag.UserMessageReference => "user_message_reference",
        Tag.SarMsgRefNum => "sar_msg_ref_num",
        Tag.SarTotalSegments => "sar_total_segments",
        Tag.SarSegmentSeqnum => "sar_segment_seqnum",
        Tag.NetworkErrorCode => "network_error_code",
        Tag.MessagePayload => "message_payload",
        Tag.MessageState => "message_state",
        _ => string.Create(CultureInfo.InvariantCulture, $"tlv 0x{tag:X4}"),
    };
}
