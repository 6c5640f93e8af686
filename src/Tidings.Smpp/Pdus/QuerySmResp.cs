using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The state of a message: query_sm_resp (SMPP 3.4 §4.8.2).</summary>
/// <remarks>A response that reports an error may come without a body; its fields are empty then.</remarks>
public readonly ref struct QuerySmResp : IResponsePdu<QuerySmResp>
{
    /// <summary>The SMSC's name for the message, to 64 octets (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>When the message reached its final state, 16 characters; empty where it has not.</summary>
    public ReadOnlySpan<byte> FinalDate { get; init; }

    /// <summary>The state (§5.2.28).</summary>
    public MessageState MessageState { get; init; }

    /// <summary>The network's or the SMSC's error; carriers give it their own meaning (§5.2.31).</summary>
    public byte ErrorCode { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.QuerySmResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 84 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.QuerySmResp;

    /// <inheritdoc/>
    public static QuerySmResp Read(scoped ref PduReader reader, CommandId commandId) => reader.IsAtEnd ? default : new()
    {
        MessageId = reader.CString(65, CommandStatus.ESME_RINVMSGID),
        FinalDate = reader.CString(17, CommandStatus.ESME_RINVEXPIRY),
        MessageState = (MessageState)reader.Byte(),
        ErrorCode = reader.Byte(),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        writer.CString(FinalDate, 17, CommandStatus.ESME_RINVEXPIRY);
        writer.Byte((byte)MessageState);
        writer.Byte(ErrorCode);
        writer.Tlvs(Tlvs);
    }
}
