using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>Open a session: bind_transmitter, bind_receiver or bind_transceiver (SMPP 3.4 §4.1.1, §4.1.3, §4.1.5).</summary>
public readonly ref struct Bind : IRequestPdu<Bind>
{
    /// <summary>Which of the three binds.</summary>
    public BindKind Kind { get; init; }

    /// <summary>Who asks, to 15 octets (§5.2.1).</summary>
    public ReadOnlySpan<byte> SystemId { get; init; }

    /// <summary>The shared secret. The standard allows 8 octets; some carriers hand out more, so up to 63 are taken (§5.2.2).</summary>
    public ReadOnlySpan<byte> Password { get; init; }

    /// <summary>The kind of ESME, to 12 octets (§5.2.3).</summary>
    public ReadOnlySpan<byte> SystemType { get; init; }

    /// <summary>The version that the ESME speaks: 0x34 or 0x50 (§5.2.4).</summary>
    public byte InterfaceVersion { get; init; }

    /// <summary>The type of number of the address range (§5.2.5).</summary>
    public byte AddressTon { get; init; }

    /// <summary>The numbering plan of the address range (§5.2.6).</summary>
    public byte AddressNpi { get; init; }

    /// <summary>The addresses that the ESME serves, a regular expression of UNIX kind, to 40 octets (§5.2.7).</summary>
    public ReadOnlySpan<byte> AddressRange { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => Kind.ToCommandId();

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 137 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.BindReceiver or CommandId.BindTransmitter or CommandId.BindTransceiver;

    /// <inheritdoc/>
    public static Bind Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        Kind = BindKinds.Of(commandId),
        SystemId = reader.CString(16, CommandStatus.ESME_RINVSYSID),
        Password = reader.CString(64, CommandStatus.ESME_RINVPASWD),
        SystemType = reader.CString(13, CommandStatus.ESME_RINVSYSTYP),
        InterfaceVersion = reader.Byte(),
        AddressTon = reader.Byte(),
        AddressNpi = reader.Byte(),
        AddressRange = reader.CString(41, CommandStatus.ESME_RBINDFAIL),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(SystemId, 16, CommandStatus.ESME_RINVSYSID);
        writer.CString(Password, 64, CommandStatus.ESME_RINVPASWD);
        writer.CString(SystemType, 13, CommandStatus.ESME_RINVSYSTYP);
        writer.Byte(InterfaceVersion);
        writer.Byte(AddressTon);
        writer.Byte(AddressNpi);
        writer.CString(AddressRange, 41, CommandStatus.ESME_RBINDFAIL);
        writer.Tlvs(Tlvs);
    }
}
