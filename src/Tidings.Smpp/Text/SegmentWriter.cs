using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tidings.Smpp.Text.Gsm;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text;

/// <summary>
/// Writes a text's segments, one a call, as the octets of short_message (or of message_payload). Allocates nothing.
/// </summary>
/// <example><code>
/// var choice = TextEncoder.Choose(text, options);
/// var writer = new SegmentWriter(text, choice, reference);
/// while (writer.TryWriteNext(buffer, out var segment))
///     Submit(buffer[..segment.Octets], segment);
/// </code></example>
public ref struct SegmentWriter
{
    /// <summary>A buffer of this size holds any segment that is not a message_payload.</summary>
    public const int MaxSegmentOctets = 254;

    private readonly ReadOnlySpan<char> _text;
    private readonly EncodingChoice _choice;
    private readonly ushort _reference;
    private int _position;
    private int _number;

    /// <param name="text">The text that <paramref name="choice"/> was made for.</param>
    /// <param name="choice">A choice whose outcome is <see cref="EncodingOutcome.Fits"/>.</param>
    /// <param name="reference">The concatenation reference; the lower 8 bits with <see cref="Concatenation.Udh8"/>.</param>
    /// <exception cref="ArgumentException">The choice does not fit.</exception>
    public SegmentWriter(ReadOnlySpan<char> text, in EncodingChoice choice, ushort reference)
    {
        if (choice.Outcome != EncodingOutcome.Fits || choice.Segments == 0)
            throw new ArgumentException("Only a choice that fits can be written.", nameof(choice));
        _text = text;
        _choice = choice;
        _reference = choice.Concatenation == Concatenation.Udh8 ? (byte)reference : reference;
    }

    /// <summary>The octets that a buffer needs for any segment of <paramref name="choice"/>.</summary>
    public static int BufferSize(in EncodingChoice choice) => choice.Concatenation == Concatenation.MessagePayload && choice.Segments > 1
        ? Measure.HeaderOctets(choice, several: false) + choice.Units * (choice.Encoding == TextEncoding.Ucs2 ? 2 : 1)
        : MaxSegmentOctets;

    /// <summary>Writes the next segment; false when all are written.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small: see <see cref="BufferSize"/>.</exception>
    public bool TryWriteNext(Span<byte> destination, out SegmentInfo segment)
    {
        segment = default;
        if (_number > 0 && _position >= _text.Length)
            return false;

        var rest = _text[_position..];
        var whole = _choice.Concatenation == Concatenation.MessagePayload || _choice.Segments == 1;
        var units = _choice.Units;
        var length = whole ? rest.Length : Measure.Take(_choice, rest, out units);
        _number++;

        var total = whole ? 1 : _choice.Segments;
        var header = WriteHeader(destination, total);
        var onAir = _choice.Segments > 1 ? _choice.HeaderOctets : header;
        var body = WriteBody(rest[..length], destination[header..], header, units);
        segment = new SegmentInfo
        {
            Number = _number,
            Total = total,
            Reference = _reference,
            Octets = header + body,
            HeaderOctets = header,
            OctetsOnAir = onAir + Measure.Octets(_choice.Encoding, units, onAir),
            TextStart = _position,
            TextLength = length,
            Units = units,
            NeedsSar = total > 1 && _choice.Concatenation == Concatenation.Sar,
            InMessagePayload = whole && _choice.Segments > 1,
        };
        _position += length;
        return true;
    }

    private readonly int WriteHeader(Span<byte> destination, int total)
    {
        var header = new UserDataHeaderWriter(destination);
        if (total > 1 && _choice.Concatenation == Concatenation.Udh8)
            header.Concatenation8((byte)_reference, (byte)total, (byte)_number);
        else if (total > 1 && _choice.Concatenation == Concatenation.Udh16)
            header.Concatenation16(_reference, (byte)total, (byte)_number);
        if (_choice.Single != NationalLanguage.None)
            header.SingleShift(_choice.Single);
        if (_choice.Locking != NationalLanguage.None)
            header.LockingShift(_choice.Locking);
        return header.Written;
    }

    private readonly int WriteBody(ReadOnlySpan<char> text, Span<byte> destination, int headerOctets, int units)
    {
        switch (_choice.Encoding)
        {
            case TextEncoding.Gsm7 when _choice.PackSeptets:
                return WritePacked(text, destination, headerOctets, units);
            case TextEncoding.Gsm7:
                return GsmCodec.Encode(GsmAlphabet.For(_choice.Locking, _choice.Single), text, destination);
            case TextEncoding.Latin1:
                return Encoding.Latin1.GetBytes(text, destination);
            default:
                for (var i = 0; i < text.Length; i++)
                    BinaryPrimitives.WriteUInt16BigEndian(destination[(i * 2)..], text[i]);
                return text.Length * 2;
        }
    }

    private readonly int WritePacked(ReadOnlySpan<char> text, Span<byte> destination, int headerOctets, int units)
    {
        var rented = units > 256 ? ArrayPool<byte>.Shared.Rent(units) : null;
        var septets = rented ?? stackalloc byte[256];
        var count = GsmCodec.Encode(GsmAlphabet.For(_choice.Locking, _choice.Single), text, septets);
        var fill = SeptetPacking.FillBits(headerOctets);
        var written = SeptetPacking.Pack(septets[..count], destination, fill, closeWithReturn: true);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return written;
    }
}
