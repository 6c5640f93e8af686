using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>Replace the text of a message that still waits: replace_sm (SMPP 3.4 §4.10.1).</summary>
public readonly ref struct ReplaceSm : IRequestPdu<ReplaceSm>
{
    /// <summary>The SMSC's name for the message, to 64 octets (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>Who sends: an empty address leaves it to the SMSC (§5.2.8).</summary>
    public SmppAddress Source { get; init; }

    /// <summary>When to deliver first, 16 characters; empty for at once (§5.2.15, format §7.1.1).</summary>
    public ReadOnlySpan<byte> ScheduleDeliveryTime { get; init; }

    /// <summary>When to give up, 16 characters; empty for the SMSC's default (§5.2.16, format §7.1.1).</summary>
    public ReadOnlySpan<byte> ValidityPeriod { get; init; }

    /// <summary>Which receipts are asked for (§5.2.17); see <see cref="Pdus.RegisteredDelivery"/>.</summary>
    public byte RegisteredDelivery { get; init; }

    /// <summary>A message that the SMSC holds ready, 1 to 254; 0 for none (§5.2.20).</summary>
    public byte SmDefaultMsgId { get; init; }

    /// <summary>The text or data, to 254 octets by 3.4 and 255 by 5.0; empty where message_payload carries it (§5.2.22).</summary>
    public ReadOnlySpan<byte> ShortMessage { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <summary>What the user sees or the handset gets: short_message, or message_payload where that carries it.</summary>
    public ReadOnlySpan<byte> UserData => ShortMessages.UserData(ShortMessage, Tlvs);

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.ReplaceSm;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 125 + ShortMessage.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.ReplaceSm;

    /// <inheritdoc/>
    public static ReplaceSm Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        MessageId = reader.CString(65, CommandStatus.ESME_RINVMSGID),
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR),
        ScheduleDeliveryTime = reader.CString(17, CommandStatus.ESME_RINVSCHED),
        ValidityPeriod = reader.CString(17, CommandStatus.ESME_RINVEXPIRY),
        RegisteredDelivery = reader.Byte(),
        SmDefaultMsgId = reader.Byte(),
        ShortMessage = reader.Octets(reader.Byte(), CommandStatus.ESME_RINVMSGLEN),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR);
        writer.CString(ScheduleDeliveryTime, 17, CommandStatus.ESME_RINVSCHED);
        writer.CString(ValidityPeriod, 17, CommandStatus.ESME_RINVEXPIRY);
        writer.Byte(RegisteredDelivery);
        writer.Byte(SmDefaultMsgId);
        ShortMessages.Write(ref writer, ShortMessage);
        writer.Tlvs(Tlvs);
    }
}
