using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>End the session in good order: unbind (SMPP 3.4 §4.2.1).</summary>
public readonly ref struct Unbind : IRequestPdu<Unbind>
{
    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.Unbind;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.Unbind;

    /// <inheritdoc/>
    public static Unbind Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.Tlvs(Tlvs);
    }
}
