using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text;

/// <summary>
/// Cuts octets that are no text (data_coding <see cref="TextDataCoding.Binary"/> or <see cref="TextDataCoding.BinaryClass1"/>) into
/// segments, one a call: 140 octets alone, 134 beside an 8-bit and 133 beside a 16-bit reference (3GPP TS 23.040 §9.2.3.24). Allocates
/// nothing.
/// </summary>
public ref struct BinarySegmentWriter
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly Concatenation _concatenation;
    private readonly ushort _reference;
    private readonly int _segments;
    private int _position;
    private int _number;

    /// <param name="octets">The message; may be empty.</param>
    /// <param name="concatenation">How the segments are tied together if there are several.</param>
    /// <param name="reference">The concatenation reference; the lower 8 bits with <see cref="Concatenation.Udh8"/>.</param>
    /// <exception cref="ArgumentException">The message takes more than 255 segments: see <see cref="SegmentsOf"/>.</exception>
    public BinarySegmentWriter(ReadOnlySpan<byte> octets, Concatenation concatenation, ushort reference)
    {
        _segments = SegmentsOf(octets.Length, concatenation);
        if (_segments > byte.MaxValue)
            throw new ArgumentException("Concatenation counts to 255 segments.", nameof(octets));
        _octets = octets;
        _concatenation = concatenation;
        _reference = concatenation == Concatenation.Udh8 ? (byte)reference : reference;
    }

    /// <summary>How many segments a message takes on the air, at least 1.</summary>
    /// <param name="octets">Its octets, not under 0.</param>
    /// <param name="concatenation">How the segments are tied together if there are several.</param>
    public static int SegmentsOf(int octets, Concatenation concatenation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(octets);
        var each = Each(concatenation);
        return octets <= Measure.UserDataOctets ? 1 : (octets + each - 1) / each;
    }

    /// <summary>The octets that a buffer needs for any segment of a message.</summary>
    /// <param name="octets">The message's octets.</param>
    /// <param name="concatenation">How its segments are tied together.</param>
    public static int BufferSize(int octets, Concatenation concatenation) =>
        concatenation == Concatenation.MessagePayload ? Math.Max(octets, Measure.UserDataOctets) : Measure.UserDataOctets;

    /// <summary>Writes the next segment; false when all are written. Its text position and length count octets.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small: see <see cref="BufferSize"/>.</exception>
    public bool TryWriteNext(Span<byte> destination, out SegmentInfo segment)
    {
        segment = default;
        if (_number > 0 && _position >= _octets.Length)
            return false;
        var inPayload = _segments > 1 && _concatenation == Concatenation.MessagePayload;
        var total = inPayload ? 1 : _segments;
        var length = total == 1 ? _octets.Length : Math.Min(Each(_concatenation), _octets.Length - _position);
        _number++;
        var header = total > 1 ? WriteHeader(destination, total) : 0;
        _octets.Slice(_position, length).CopyTo(destination[header..]);
        segment = new SegmentInfo
        {
            Number = _number,
            Total = total,
            Reference = _reference,
            Octets = header + length,
            HeaderOctets = header,
            OctetsOnAir = length + (_segments > 1 ? Measure.UserDataOctets - Each(_concatenation) : 0),
            TextStart = _position,
            TextLength = length,
            Units = length,
            NeedsSar = total > 1 && _concatenation == Concatenation.Sar,
            InMessagePayload = inPayload,
        };
        _position += length;
        return true;
    }

    private static int Each(Concatenation concatenation) =>
        Measure.UserDataOctets - Measure.HeaderOctets(new EncodingChoice { Concatenation = concatenation }, several: true);

    private readonly int WriteHeader(Span<byte> destination, int total)
    {
        var header = new UserDataHeaderWriter(destination);
        if (_concatenation == Concatenation.Udh8)
            header.Concatenation8((byte)_reference, (byte)total, (byte)_number);
        else if (_concatenation == Concatenation.Udh16)
            header.Concatenation16(_reference, (byte)total, (byte)_number);
        return header.Written;
    }
}
