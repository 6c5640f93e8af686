using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>A subscriber can be reached again: alert_notification (SMPP 3.4 §4.12.1).</summary>
public readonly ref struct AlertNotification : INoticePdu<AlertNotification>
{
    /// <summary>The subscriber who can be reached, to 64 octets.</summary>
    public SmppAddress Source { get; init; }

    /// <summary>The ESME that is told, to 64 octets.</summary>
    public SmppAddress Esme { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.AlertNotification;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 134 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.AlertNotification;

    /// <inheritdoc/>
    public static AlertNotification Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR, SmppAddress.LongMaximum),
        Esme = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR, SmppAddress.LongMaximum),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR, SmppAddress.LongMaximum);
        Esme.Write(ref writer, CommandStatus.ESME_RINVDSTADR, SmppAddress.LongMaximum);
        writer.Tlvs(Tlvs);
    }
}
