using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>Builds the list of a submit_multi_resp in the caller's memory. Add answers whether the entry could be taken.</summary>
/// <param name="destination">Where to write: 27 octets an entry are always enough.</param>
public ref struct UnsuccessfulWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _length;
    private byte _count;

    /// <summary>What has been written.</summary>
    public readonly UnsuccessfulList Written => new(_count, _destination[.._length]);

    /// <summary>Adds an entry; false where there is no room, the address is longer than 20 octets, or there are 255 entries already.</summary>
    public bool Add(Unsuccessful entry)
    {
        var writer = new PduWriter(_destination[_length..]);
        entry.Write(ref writer);
        if (writer.IsTooSmall || writer.Fault.IsFault || _count == byte.MaxValue)
            return false;
        _length = _destination.Length - writer.Free;
        _count++;
        return true;
    }
}
