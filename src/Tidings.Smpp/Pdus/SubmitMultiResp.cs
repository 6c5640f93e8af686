using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The SMSC's answer to submit_multi: submit_multi_resp (SMPP 3.4 §4.5.2).</summary>
/// <remarks>A response that reports an error may come without a body; its fields are empty then.</remarks>
public readonly ref struct SubmitMultiResp : IResponsePdu<SubmitMultiResp>
{
    /// <summary>The SMSC's name for the message, to 64 octets (§5.2.23).</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>The destinations that were refused, and why; of no_unsuccess entries.</summary>
    public UnsuccessfulList Unsuccessful { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.SubmitMultiResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 66 + Unsuccessful.Octets.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.SubmitMultiResp;

    /// <inheritdoc/>
    public static SubmitMultiResp Read(scoped ref PduReader reader, CommandId commandId) => reader.IsAtEnd ? default : new()
    {
        MessageId = reader.CString(65, CommandStatus.ESME_RINVMSGID),
        Unsuccessful = UnsuccessfulList.Read(ref reader),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(MessageId, 65, CommandStatus.ESME_RINVMSGID);
        Unsuccessful.Write(ref writer);
        writer.Tlvs(Tlvs);
    }
}
