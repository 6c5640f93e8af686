using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>Ask for the state of a message: query_sm (SMPP 3.4 §4.8.1).</summary>
public readonly ref struct QuerySm : IRequestPdu<QuerySm>
{
    /// <summary>The SMSC's name for the message, to 64 octets (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>Who sends: an empty address leaves it to the SMSC (§5.2.8).</summary>
    public SmppAddress Source { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.QuerySm;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 88 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.QuerySm;

    /// <inheritdoc/>
    public static QuerySm Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        MessageId = reader.CString(65, CommandStatus.ESME_RINVMSGID),
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR);
        writer.Tlvs(Tlvs);
    }
}
