using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>The destinations of a submit_multi (SMPP 3.4 §4.5.1.1): a view over their octets, built with <see cref="DestinationWriter"/>.</summary>
public readonly ref struct DestinationList
{
    internal const byte AddressFlag = 1;
    internal const byte ListFlag = 2;

    internal DestinationList(byte count, ReadOnlySpan<byte> octets)
    {
        Count = count;
        Octets = octets;
    }

    /// <summary>How many there are, 1 to 254 in a valid PDU.</summary>
    public byte Count { get; }

    internal ReadOnlySpan<byte> Octets { get; }

    /// <summary>Goes through the destinations in their order.</summary>
    public Enumerator GetEnumerator() => new(this);

    internal static DestinationList Read(scoped ref PduReader reader)
    {
        var count = reader.Byte();
        if (count is 0 or byte.MaxValue)
            reader.Fail(CommandStatus.ESME_RINVNUMDESTS);
        var octets = reader.Rest;
        for (var i = 0; i < count; i++)
            Destination.Read(ref reader);
        return new(count, octets[..^reader.Rest.Length]);
    }

    internal void Write(scoped ref PduWriter writer)
    {
        if (Count is 0 or byte.MaxValue)
            writer.Fail(CommandStatus.ESME_RINVNUMDESTS);
        writer.Byte(Count);
        writer.Octets(Octets);
    }

    /// <summary>Goes through the destinations, without allocation.</summary>
    public ref struct Enumerator
    {
        private PduReader _reader;
        private int _left;

        internal Enumerator(DestinationList list)
        {
            _reader = new PduReader(list.Octets);
            _left = list.Count;
        }

        /// <summary>The destination at which the enumeration stands.</summary>
        public Destination Current { get; private set; }

        /// <summary>Goes to the next; false at the end.</summary>
        public bool MoveNext()
        {
            if (_left-- <= 0)
                return false;
            Current = Destination.Read(ref _reader);
            return !_reader.Fault.IsFault;
        }
    }
}
