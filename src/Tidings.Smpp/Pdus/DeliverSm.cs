using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>A message, or the receipt of one, for the ESME: deliver_sm (SMPP 3.4 §4.6.1).</summary>
public readonly ref struct DeliverSm : IRequestPdu<DeliverSm>
{
    /// <summary>The kind of messaging service, to 5 octets; empty for the SMSC's default (§5.2.11).</summary>
    public ReadOnlySpan<byte> ServiceType { get; init; }

    /// <summary>Who sends: an empty address leaves it to the SMSC (§5.2.8).</summary>
    public SmppAddress Source { get; init; }

    /// <summary>Who receives (§5.2.9).</summary>
    public SmppAddress Destination { get; init; }

    /// <summary>Mode, type and GSM features (§5.2.12); see <see cref="Pdus.EsmClass"/>.</summary>
    public byte EsmClass { get; init; }

    /// <summary>The network's protocol identifier (§5.2.13; 3GPP TS 23.040 §9.2.3.9).</summary>
    public byte ProtocolId { get; init; }

    /// <summary>0 to 3, 3 highest (§5.2.14).</summary>
    public byte PriorityFlag { get; init; }

    /// <summary>When to deliver first, 16 characters; empty for at once (§5.2.15, format §7.1.1).</summary>
    public ReadOnlySpan<byte> ScheduleDeliveryTime { get; init; }

    /// <summary>When to give up, 16 characters; empty for the SMSC's default (§5.2.16, format §7.1.1).</summary>
    public ReadOnlySpan<byte> ValidityPeriod { get; init; }

    /// <summary>Which receipts are asked for (§5.2.17); see <see cref="Pdus.RegisteredDelivery"/>.</summary>
    public byte RegisteredDelivery { get; init; }

    /// <summary>1 to replace a message that still waits (§5.2.18).</summary>
    public byte ReplaceIfPresentFlag { get; init; }

    /// <summary>The encoding of the text (§5.2.19).</summary>
    public byte DataCoding { get; init; }

    /// <summary>A message that the SMSC holds ready, 1 to 254; 0 for none (§5.2.20).</summary>
    public byte SmDefaultMsgId { get; init; }

    /// <summary>The text or data, to 254 octets by 3.4 and 255 by 5.0; empty where message_payload carries it (§5.2.22).</summary>
    public ReadOnlySpan<byte> ShortMessage { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <summary>What the user sees or the handset gets: short_message, or message_payload where that carries it.</summary>
    public ReadOnlySpan<byte> UserData => ShortMessages.UserData(ShortMessage, Tlvs);

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.DeliverSm;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + ShortMessages.MaxLength + ShortMessage.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.DeliverSm;

    /// <inheritdoc/>
    public static DeliverSm Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        ServiceType = reader.CString(6, CommandStatus.ESME_RINVSERTYP),
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR),
        Destination = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR),
        EsmClass = reader.Byte(),
        ProtocolId = reader.Byte(),
        PriorityFlag = reader.Byte(),
        ScheduleDeliveryTime = reader.CString(17, CommandStatus.ESME_RINVSCHED),
        ValidityPeriod = reader.CString(17, CommandStatus.ESME_RINVEXPIRY),
        RegisteredDelivery = reader.Byte(),
        ReplaceIfPresentFlag = reader.Byte(),
        DataCoding = reader.Byte(),
        SmDefaultMsgId = reader.Byte(),
        ShortMessage = reader.Octets(reader.Byte(), CommandStatus.ESME_RINVMSGLEN),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(ServiceType, 6, CommandStatus.ESME_RINVSERTYP);
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR);
        Destination.Write(ref writer, CommandStatus.ESME_RINVDSTADR);
        writer.Byte(EsmClass);
        writer.Byte(ProtocolId);
        writer.Byte(PriorityFlag);
        writer.CString(ScheduleDeliveryTime, 17, CommandStatus.ESME_RINVSCHED);
        writer.CString(ValidityPeriod, 17, CommandStatus.ESME_RINVEXPIRY);
        writer.Byte(RegisteredDelivery);
        writer.Byte(ReplaceIfPresentFlag);
        writer.Byte(DataCoding);
        writer.Byte(SmDefaultMsgId);
        ShortMessages.Write(ref writer, ShortMessage);
        writer.Tlvs(Tlvs);
    }
}
