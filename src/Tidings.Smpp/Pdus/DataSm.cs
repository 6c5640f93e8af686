using Tidings.Smpp.Codec;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Pdus;

/// <summary>A message either way whose text is the message_payload TLV: data_sm (SMPP 3.4 §4.7.1).</summary>
public readonly ref struct DataSm : IRequestPdu<DataSm>
{
    /// <summary>The kind of messaging service, to 5 octets; empty for the SMSC's default (§5.2.11).</summary>
    public ReadOnlySpan<byte> ServiceType { get; init; }

    /// <summary>Who sends, to 64 octets (§5.2.8).</summary>
    public SmppAddress Source { get; init; }

    /// <summary>Who receives, to 64 octets (§5.2.9).</summary>
    public SmppAddress Destination { get; init; }

    /// <summary>Mode, type and GSM features (§5.2.12); see <see cref="Pdus.EsmClass"/>.</summary>
    public byte EsmClass { get; init; }

    /// <summary>Which receipts are asked for (§5.2.17); see <see cref="Pdus.RegisteredDelivery"/>.</summary>
    public byte RegisteredDelivery { get; init; }

    /// <summary>The encoding of the text (§5.2.19).</summary>
    public byte DataCoding { get; init; }

    /// <summary>The optional parameters.</summary>
    public TlvBlock Tlvs { get; init; }

    /// <inheritdoc/>
    public CommandId CommandId => CommandId.DataSm;

    /// <inheritdoc/>
    public int MaxLength => PduHeader.Length + 143 + Tlvs.Octets.Length;

    /// <inheritdoc/>
    public static bool Is(CommandId commandId) => commandId is CommandId.DataSm;

    /// <inheritdoc/>
    public static DataSm Read(scoped ref PduReader reader, CommandId commandId) => new()
    {
        ServiceType = reader.CString(6, CommandStatus.ESME_RINVSERTYP),
        Source = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVSRCADR, SmppAddress.LongMaximum),
        Destination = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR, SmppAddress.LongMaximum),
        EsmClass = reader.Byte(),
        RegisteredDelivery = reader.Byte(),
        DataCoding = reader.Byte(),
        Tlvs = reader.Tlvs(),
    };

    /// <inheritdoc/>
    public void Write(scoped ref PduWriter writer)
    {
        writer.CString(ServiceType, 6, CommandStatus.ESME_RINVSERTYP);
        Source.Write(ref writer, CommandStatus.ESME_RINVSRCADR, SmppAddress.LongMaximum);
        Destination.Write(ref writer, CommandStatus.ESME_RINVDSTADR, SmppAddress.LongMaximum);
        writer.Byte(EsmClass);
        writer.Byte(RegisteredDelivery);
        writer.Byte(DataCoding);
        writer.Tlvs(Tlvs);
    }
}
