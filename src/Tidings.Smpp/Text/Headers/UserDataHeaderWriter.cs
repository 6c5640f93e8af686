using System.Buffers.Binary;

namespace Tidings.Smpp.Text.Headers;

/// <summary>
/// Writes a user data header (3GPP TS 23.040 §9.2.3.24) into a span and keeps its length octet right.
/// <code>
/// +------+-----+------+---------+-----+------+---------
/// | UDHL | IEI | IEDL | IED ... | IEI | IEDL | IED ...
/// +------+-----+------+---------+-----+------+---------
/// </code>
/// </summary>
public ref struct UserDataHeaderWriter
{
    private readonly Span<byte> _destination;
    private int _written;

    /// <param name="destination">Where the header goes; a header takes at most 256 octets, and 140 at most on the air.</param>
    public UserDataHeaderWriter(Span<byte> destination) => _destination = destination;

    /// <summary>Octets written, the length octet included; 0 while there is no element.</summary>
    public readonly int Written => _written;

    /// <summary>Adds any element.</summary>
    /// <exception cref="ArgumentException">It does not fit the span or the length octet.</exception>
    public void Add(byte id, scoped ReadOnlySpan<byte> data)
    {
        var start = _written == 0 ? 1 : _written;
        var end = start + 2 + data.Length;
        if (end > _destination.Length || end > 256)
            throw new ArgumentException("The element does not fit the header.", nameof(data));
        _destination[start] = id;
        _destination[start + 1] = (byte)data.Length;
        data.CopyTo(_destination[(start + 2)..]);
        _destination[0] = (byte)(end - 1);
        _written = end;
    }

    /// <summary>Adds a concatenation element with an 8-bit reference.</summary>
    public void Concatenation8(byte reference, byte total, byte number) =>
        Add(InformationElementId.Concatenation8, [reference, total, number]);

    /// <summary>Adds a concatenation element with a 16-bit reference.</summary>
    public void Concatenation16(ushort reference, byte total, byte number)
    {
        Span<byte> data = [0, 0, total, number];
        BinaryPrimitives.WriteUInt16BigEndian(data, reference);
        Add(InformationElementId.Concatenation16, data);
    }

    /// <summary>Adds a national language single shift element.</summary>
    public void SingleShift(NationalLanguage language) => Add(InformationElementId.SingleShift, [(byte)language]);

    /// <summary>Adds a national language locking shift element.</summary>
    public void LockingShift(NationalLanguage language) => Add(InformationElementId.LockingShift, [(byte)language]);
}
