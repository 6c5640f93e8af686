using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The PDU with this sequence number could not be understood: generic_nack (SMPP 3.4 §4.3.1).</summary>
public readonly ref struct GenericNack : IResponsePdu<GenericNack>
{
    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.GenericNack;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.GenericNack;

    /// <inheritdoc/>
    public static GenericNack Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.Tlvs(Tlvs);
    }
}
