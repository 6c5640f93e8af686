using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>I am: enquire_link_resp (SMPP 3.4 §4.11.2).</summary>
public readonly ref struct EnquireLinkResp : IResponsePdu<EnquireLinkResp>
{
    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.EnquireLinkResp;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.EnquireLinkResp;

    /// <inheritdoc/>
    public static EnquireLinkResp Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.Tlvs(Tlvs);
    }
}
