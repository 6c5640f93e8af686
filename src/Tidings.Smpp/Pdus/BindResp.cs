using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The answer to a bind: bind_transmitter_resp, bind_receiver_resp or bind_transceiver_resp (SMPP 3.4 §4.1.2, §4.1.4, §4.1.6).</summary>
/// <remarks>A response that reports an error may come without a body; its fields are empty then. A missing NUL is forgiven.</remarks>
public readonly ref struct BindResp : IResponsePdu<BindResp>
{
    /// <summary>Which of the three binds.</summary>
    public BindKind Kind { get; init; }

    /// <summary>The SMSC's name, to 15 octets (§5.2.1).</summary>
    public ReadOnlySpan<byte> SystemId { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => Kind.ToCommandId().ToResponse();

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 16 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.BindReceiverResp or CommandId.BindTransmitterResp or CommandId.BindTransceiverResp;

    /// <inheritdoc/>
    public static BindResp Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Kind = BindKinds.Of(commandId),
        SystemId = reader.LastCString(16, CommandStatus.ESME_RINVSYSID),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(SystemId, 16, CommandStatus.ESME_RINVSYSID);
        writer.Tlvs(Tlvs);
    }
}
