using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The answer to data_sm: data_sm_resp (SMPP 3.4 §4.7.2).</summary>
/// <remarks>A response that reports an error may come without a body; its fields are empty then. A missing NUL is forgiven.</remarks>
public readonly ref struct DataSmResp : IResponsePdu<DataSmResp>
{
    /// <summary>The SMSC's name for the message, to 64 octets; a receipt names it again (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.DataSmResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 65 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.DataSmResp;

    /// <inheritdoc/>
    public static DataSmResp Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        MessageId = reader.LastCString(65, CommandStatus.ESME_RINVMSGID),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        writer.Tlvs(Tlvs);
    }
}
