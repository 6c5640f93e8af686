using System.Globalization;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Codec;

/// <summary>A decoded PDU under the standard's field names, as text: numbers decimal, strings Latin-1, octets "hex:…".</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, string> _values = [];

    public List<(ushort Tag, string Hex)> Tlvs { get; } = [];

    public PduFault Fault { get; private set; }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public static Fields Of(PduFrame frame)
    {
        var fields = new Fields();
        fields.Set("command_length", frame.Header.CommandLength);
        fields.Set("command_id", (uint)frame.Header.CommandId);
        fields.Set("command_status", (uint)frame.Header.CommandStatus);
        fields.Set("sequence_number", frame.Header.SequenceNumber);
        fields.ReadBody(frame);
        return fields;
    }

    private void ReadBody(PduFrame frame)
    {
        switch (frame.Header.CommandId)
        {
            case CommandId.SubmitSm:
                Fault = PduCodec.Decode(frame, out SubmitSm submit);
                Message(submit.ServiceType, submit.Source, submit.EsmClass, submit.ProtocolId, submit.PriorityFlag);
                Address("dest_addr", "destination_addr", submit.Destination);
                Rest(submit.ScheduleDeliveryTime, submit.ValidityPeriod, submit.RegisteredDelivery, submit.ReplaceIfPresentFlag,
                    submit.DataCoding, submit.SmDefaultMsgId, submit.ShortMessage, submit.Tlvs);
                break;
            case CommandId.DeliverSm:
                Fault = PduCodec.Decode(frame, out DeliverSm deliver);
                Message(deliver.ServiceType, deliver.Source, deliver.EsmClass, deliver.ProtocolId, deliver.PriorityFlag);
                Address("dest_addr", "destination_addr", deliver.Destination);
                Rest(deliver.ScheduleDeliveryTime, deliver.ValidityPeriod, deliver.RegisteredDelivery, deliver.ReplaceIfPresentFlag,
                    deliver.DataCoding, deliver.SmDefaultMsgId, deliver.ShortMessage, deliver.Tlvs);
                break;
            case CommandId.SubmitMulti:
                Fault = PduCodec.Decode(frame, out SubmitMulti multi);
                Message(multi.ServiceType, multi.Source, multi.EsmClass, multi.ProtocolId, multi.PriorityFlag);
                Set("dest_count", multi.Destinations.Count);
                Rest(multi.ScheduleDeliveryTime, multi.ValidityPeriod, multi.RegisteredDelivery, multi.ReplaceIfPresentFlag,
                    multi.DataCoding, multi.SmDefaultMsgId, multi.ShortMessage, multi.Tlvs);
                break;
            case CommandId.SubmitSmResp:
                Fault = PduCodec.Decode(frame, out SubmitSmResp submitted);
                Set("message_id", submitted.MessageId);
                break;
            case CommandId.DeliverSmResp:
                Fault = PduCodec.Decode(frame, out DeliverSmResp delivered);
                Set("message_id", delivered.MessageId);
                break;
            case CommandId.QuerySm:
                Fault = PduCodec.Decode(frame, out QuerySm query);
                Set("message_id", query.MessageId);
                Address("source_addr", "source_addr", query.Source);
                break;
            case CommandId.CancelSm:
                Fault = PduCodec.Decode(frame, out CancelSm cancel);
                Set("service_type", cancel.ServiceType);
                Set("message_id", cancel.MessageId);
                Address("source_addr", "source_addr", cancel.Source);
                Address("dest_addr", "destination_addr", cancel.Destination);
                break;
            case CommandId.ReplaceSm:
                Fault = PduCodec.Decode(frame, out ReplaceSm replace);
                Set("message_id", replace.MessageId);
                Address("source_addr", "source_addr", replace.Source);
                Rest(replace.ScheduleDeliveryTime, replace.ValidityPeriod, replace.RegisteredDelivery, 0, 0, replace.SmDefaultMsgId,
                    replace.ShortMessage, replace.Tlvs);
                break;
            case CommandId.AlertNotification:
                Fault = PduCodec.Decode(frame, out AlertNotification alert);
                Address("source_addr", "source_addr", alert.Source);
                Address("esme_addr", "esme_addr", alert.Esme);
                break;
            case CommandId.BindTransmitter or CommandId.BindReceiver or CommandId.BindTransceiver:
                Fault = PduCodec.Decode(frame, out Bind bind);
                Set("system_id", bind.SystemId);
                Set("password", bind.Password);
                Set("system_type", bind.SystemType);
                Set("interface_version", bind.InterfaceVersion);
                Set("addr_ton", bind.AddressTon);
                Set("addr_npi", bind.AddressNpi);
                Set("address_range", bind.AddressRange);
                break;
            case CommandId.BindTransmitterResp or CommandId.BindReceiverResp or CommandId.BindTransceiverResp:
                Fault = PduCodec.Decode(frame, out BindResp bound);
                Set("system_id", bound.SystemId);
                Keep(bound.Tlvs);
                break;
        }
    }

    private void Message(ReadOnlySpan<byte> serviceType, SmppAddress source, byte esmClass, byte protocolId, byte priority)
    {
        Set("service_type", serviceType);
        Address("source_addr", "source_addr", source);
        Set("esm_class", esmClass);
        Set("protocol_id", protocolId);
        Set("priority_flag", priority);
    }

    private void Rest(ReadOnlySpan<byte> schedule, ReadOnlySpan<byte> validity, byte registered, byte replace, byte coding, byte canned,
        ReadOnlySpan<byte> message, TlvBlock tlvs)
    {
        Set("schedule_delivery_time", schedule);
        Set("validity_period", validity);
        Set("registered_delivery", registered);
        Set("replace_if_present_flag", replace);
        Set("data_coding", coding);
        Set("sm_default_msg_id", canned);
        Set("sm_length", (uint)message.Length);
        _values["short_message"] = "hex:" + Convert.ToHexStringLower(message);
        Keep(tlvs);
    }

    private void Keep(TlvBlock tlvs)
    {
        foreach (var tlv in tlvs)
            Tlvs.Add(((ushort)tlv.Tag, Convert.ToHexStringLower(tlv.Value)));
    }

    private void Address(string prefix, string name, SmppAddress address)
    {
        Set(prefix + "_ton", (byte)address.Ton);
        Set(prefix + "_npi", (byte)address.Npi);
        Set(name, address.Value);
    }

    private void Set(string name, uint value) => _values[name] = value.ToString(CultureInfo.InvariantCulture);

    private void Set(string name, ReadOnlySpan<byte> value) => _values[name] = System.Text.Encoding.Latin1.GetString(value);
}
