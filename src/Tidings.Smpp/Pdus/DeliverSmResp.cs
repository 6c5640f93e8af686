using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The ESME's answer to deliver_sm: deliver_sm_resp (SMPP 3.4 §4.6.2).</summary>
/// <remarks>A response that reports an error may come without a body; its fields are empty then. A missing NUL is forgiven.</remarks>
public readonly ref struct DeliverSmResp : IResponsePdu<DeliverSmResp>
{
    /// <summary>Unused by the standard, and empty; some peers fill it.</summary>
    public ReadOnlySpan<byte> MessageId { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.DeliverSmResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 65 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.DeliverSmResp;

    /// <inheritdoc/>
    public static DeliverSmResp Read(scoped ref PduReader reader, CommandId commandId) => new()
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
