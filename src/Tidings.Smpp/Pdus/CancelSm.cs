using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>Take back a message, or all between two addresses: cancel_sm (SMPP 3.4 §4.9.1).</summary>
public readonly ref struct CancelSm : IRequestPdu<CancelSm>
{
    /// <summary>The kind of messaging service, to 5 octets; empty for the SMSC's default (§5.2.11).</summary>
    public ReadOnlySpan<byte> ServiceType { get; init; }

    /// <summary>The SMSC's name for the message, to 64 octets (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>Who sends: an empty address leaves it to the SMSC (§5.2.8).</summary>
    public SmppAddress Source { get; init; }

    /// <summary>Who receives (§5.2.9).</summary>
    public SmppAddress Destination { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.CancelSm;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 117 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.CancelSm;

    /// <inheritdoc/>
    public static CancelSm Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        ServiceType = reader.CString(6, CommandStatus.ESME_RINVSERTYP),
        MessageId = reader.CString(65, CommandStatus.ESME_RINVMSGID),
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR),
        Destination = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(ServiceType, 6, CommandStatus.ESME_RINVSERTYP);
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR);
        Destination.Write(ref writer, CommandStatus.ESME_RINVDSTADR);
        writer.Tlvs(Tlvs);
    }
}
