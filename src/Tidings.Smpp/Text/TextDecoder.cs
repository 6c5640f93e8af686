using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Tidings.Smpp.Text.Gsm;
using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text;

/// <summary>Reads the octets of a short message as text. Any octets give some text; none make it throw.</summary>
public static class TextDecoder
{
    /// <summary>Reads a whole short_message or message_payload.</summary>
    /// <param name="userData">The octets, header included if there is one.</param>
    /// <param name="dataCoding">data_coding of the PDU.</param>
    /// <param name="hasHeader">The UDHI bit of esm_class. A broken header is read as text.</param>
    /// <param name="options">What the carrier means by its default alphabet; null for GSM 7-bit, one septet an octet.</param>
    /// <returns>The text; null where data_coding names no text.</returns>
    public static string? Decode(ReadOnlySpan<byte> userData, byte dataCoding, bool hasHeader, DecodingOptions? options = null)
    {
        UserDataHeader header = default;
        if (hasHeader && UserDataHeader.TryRead(userData, out header, out var rest) == UserDataHeaderError.None)
            userData = rest;
        return DecodeBody(
            userData, (options ?? DecodingOptions.Default).For(dataCoding), header.LockingShift, header.SingleShift, header.Octets);
    }

    /// <summary>Reads octets without a header in an encoding already known.</summary>
    /// <param name="body">The octets behind the header.</param>
    /// <param name="reading">How they are to be read.</param>
    /// <param name="locking">The locking shift of the header.</param>
    /// <param name="single">The single shift of the header.</param>
    /// <param name="headerOctets">Octets of the header, which packed septets are aligned to.</param>
    public static string? DecodeBody(
        ReadOnlySpan<byte> body, DefaultAlphabet reading, NationalLanguage locking, NationalLanguage single, int headerOctets)
    {
        switch (reading)
        {
            case DefaultAlphabet.Gsm7:
                return Septets(body, locking, single);
            case DefaultAlphabet.Gsm7Packed:
                var fill = SeptetPacking.FillBits(headerOctets);
                var rented = ArrayPool<byte>.Shared.Rent(SeptetPacking.SeptetsIn(body.Length, fill) + 1);
                var count = SeptetPacking.Unpack(body, rented, fill);
                var text = Septets(rented.AsSpan(0, count), locking, single);
                ArrayPool<byte>.Shared.Return(rented);
                return text;
            case DefaultAlphabet.Latin1:
                return Encoding.Latin1.GetString(body);
            case DefaultAlphabet.Ucs2:
                return string.Create(body.Length / 2, body, static (chars, octets) =>
                {
                    for (var i = 0; i < chars.Length; i++)
                        chars[i] = (char)BinaryPrimitives.ReadUInt16BigEndian(octets[(i * 2)..]);
                });
            default:
                return null;
        }
    }

    private static string Septets(ReadOnlySpan<byte> septets, NationalLanguage locking, NationalLanguage single)
    {
        var rented = ArrayPool<char>.Shared.Rent(septets.Length);
        var length = GsmCodec.Decode(GsmAlphabet.For(locking, single), septets, rented);
        var text = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented, clearArray: true);
        return text;
    }
}
