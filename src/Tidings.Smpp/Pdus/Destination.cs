using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>One destination of a submit_multi: an address, or the name of a distribution list (SMPP 3.4 §4.5.1.1).</summary>
public readonly ref struct Destination
{
    private Destination(SmppAddress address, ReadOnlySpan<byte> distributionList)
    {
        Address = address;
        DistributionList = distributionList;
    }

    /// <summary>The address; empty where a list is named.</summary>
    public SmppAddress Address { get; }

    /// <summary>The distribution list's name, to 20 octets; empty where an address is given.</summary>
    public ReadOnlySpan<byte> DistributionList { get; }

    internal static Destination Read(scoped ref PduReader reader)
    {
        switch (reader.Byte())
        {
            case DestinationList.AddressFlag:
                return new(SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR), default);
            case DestinationList.ListFlag:
                return new(default, reader.CString(SmppAddress.Maximum, CommandStatus.ESME_RINVDLNAME));
            default:
                reader.Fail(CommandStatus.ESME_RINVDESTFLAG);
                return default;
        }
    }
}
