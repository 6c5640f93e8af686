using System.Buffers.Binary;
using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Pdus;

/// <summary>One destination that a submit_multi did not reach (SMPP 3.4 §4.5.2.1).</summary>
/// <param name="address">The destination.</param>
/// <param name="status">Why.</param>
public readonly ref struct Unsuccessful(SmppAddress address, CommandStatus status)
{
    /// <summary>The destination.</summary>
    public SmppAddress Address { get; } = address;

    /// <summary>Why.</summary>
    public CommandStatus Status { get; } = status;

    internal static Unsuccessful Read(scoped ref PduReader reader)
    {
        var address = SmppAddress.Read(ref reader, CommandStatus.ESME_RINVDSTADR);
        var status = reader.Octets(sizeof(uint), CommandStatus.ESME_RINVCMDLEN);
        return status.IsEmpty ? default : new(address, (CommandStatus)BinaryPrimitives.ReadUInt32BigEndian(status));
    }

    internal void Write(scoped ref PduWriter writer)
    {
        Span<byte> status = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(status, (uint)Status);
        Address.Write(ref writer, CommandStatus.ESME_RINVDSTADR);
        writer.Octets(status);
    }
}

/// <summary>The destinations that a submit_multi did not reach: a view over their octets, built with <see cref="UnsuccessfulWriter"/>.</summary>
public readonly ref struct UnsuccessfulList
{
    internal UnsuccessfulList(byte count, ReadOnlySpan<byte> octets)
    {
        Count = count;
        Octets = octets;
    }

    /// <summary>How many there are; 0 where all were reached.</summary>
    public byte Count { get; }

    internal ReadOnlySpan<byte> Octets { get; }

    /// <summary>Goes through them in their order.</summary>
    public Enumerator GetEnumerator() => new(this);

    internal static UnsuccessfulList Read(scoped ref PduReader reader)
    {
        var count = reader.Byte();
        var octets = reader.Rest;
        for (var i = 0; i < count; i++)
            Unsuccessful.Read(ref reader);
        return new(count, octets[..^reader.Rest.Length]);
    }

    internal void Write(scoped ref PduWriter writer)
    {
        writer.Byte(Count);
        writer.Octets(Octets);
    }

    /// <summary>Goes through them, without allocation.</summary>
    public ref struct Enumerator
    {
        private PduReader _reader;
        private int _left;

        internal Enumerator(UnsuccessfulList list)
        {
            _reader = new PduReader(list.Octets);
            _left = list.Count;
        }

        /// <summary>The destination at which the enumeration stands.</summary>
        public Unsuccessful Current { get; private set; }

        /// <summary>Goes to the next; false at the end.</summary>
        public bool MoveNext()
        {
            if (_left-- <= 0)
                return false;
            Current = Unsuccessful.Read(ref _reader);
            return !_reader.Fault.IsFault;
        }
    }
}
