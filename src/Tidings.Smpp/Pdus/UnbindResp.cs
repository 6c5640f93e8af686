using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The answer to unbind: unbind_resp (SMPP 3.4 §4.2.2).</summary>
public readonly ref struct UnbindResp : IResponsePdu<UnbindResp>
{
    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.UnbindResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.UnbindResp;

    /// <inheritdoc/>
    public static UnbindResp Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.Tlvs(Tlvs);
    }
}
