using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The answer to replace_sm: replace_sm_resp (SMPP 3.4 §4.10.2).</summary>
public readonly ref struct ReplaceSmResp : IResponsePdu<ReplaceSmResp>
{
    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.ReplaceSmResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.ReplaceSmResp;

    /// <inheritdoc/>
    public static ReplaceSmResp Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.Tlvs(Tlvs);
    }
}
