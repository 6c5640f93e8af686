using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>The SMSC asks the ESME to bind as a receiver: outbind (SMPP 3.4 §4.1.7.1).</summary>
public readonly ref struct Outbind : INoticePdu<Outbind>
{
    /// <summary>The SMSC's name, to 15 octets.</summary>
    public ReadOnlySpan<byte> SystemId { get; init; }

    /// <summary>The shared secret. The standard allows 8 octets; some carriers hand out more, so up to 63 are taken (§5.2.2).</summary>
    public ReadOnlySpan<byte> Password { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.Outbind;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 80 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.Outbind;

    /// <inheritdoc/>
    public static Outbind Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        SystemId = reader.CString(16, CommandStatus.ESME_RINVSYSID),
        Password = reader.CString(64, CommandStatus.ESME_RINVPASWD),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(SystemId, 16, CommandStatus.ESME_RINVSYSID);
        writer.CString(Password, 64, CommandStatus.ESME_RINVPASWD);
        writer.Tlvs(Tlvs);
    }
}
