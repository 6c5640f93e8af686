using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>Builds the destinations of a submit_multi in the caller's memory. Each Add answers whether the destination could be taken.</summary>
/// <param name="destination">Where to write: 24 octets a destination are always enough.</param>
public ref struct DestinationWriter(Span<byte> destination)
{
    private const byte Maximum = 254;

    private readonly Span<byte> _destination = destination;
    private int _length;
    private byte _count;

    /// <summary>What has been written.</summary>
    public readonly DestinationList Written => new(_count, _destination[.._length]);

    /// <summary>Adds an address; false where there is no room, it is longer than 20 octets, or there are 254 destinations already.</summary>
    public bool Add(SmppAddress address)
    {
        var writer = new PduWriter(_destination[_length..]);
        writer.Byte(DestinationList.AddressFlag);
        address.Write(ref writer, CommandStatus.ESME_RINVDSTADR);
        return Take(writer);
    }

    /// <summary>Adds a distribution list by its name; false as with an address.</summary>
    public bool AddList(ReadOnlySpan<byte> name)
    {
        var writer = new PduWriter(_destination[_length..]);
        writer.Byte(DestinationList.ListFlag);
        writer.CString(name, SmppAddress.Maximum, CommandStatus.ESME_RINVDLNAME);
        return Take(writer);
    }

    private bool Take(scoped PduWriter writer)
    {
        if (writer.IsTooSmall || writer.Fault.IsFault || _count == Maximum)
            return false;
        _length = _destination.Length - writer.Free;
        _count++;
        return true;
    }
}
