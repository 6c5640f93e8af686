using System.Globalization;

namespace Tidings.Core.Track.Receipts;

/// <summary>
/// A carrier's message id as a key. Carriers write one id in several ways: hexadecimal in submit_sm_resp and decimal in the receipt (or the
/// other way round), upper case here and lower there, filled with zeros or spaces or not.
/// </summary>
public static class CarrierReference
{
    /// <summary>An id is at most this long (SMPP 3.4 §5.2.23: 65 octets with its terminator).</summary>
    public const int MaxLength = 64;
    /// <summary>How many readings a receipt's id can have.</summary>
    public const int MaxReadings = 3;

    /// <summary>The key under which an id of a submit_sm_resp is kept: without case, spaces around and zeros before.</summary>
    public static ulong Key(ReadOnlySpan<char> id)
    {
        Span<char> lower = stackalloc char[MaxLength];
        return KeyOf(Normalise(id, lower));
    }

    /// <summary>
    /// The keys that a receipt's id may be kept under, the likeliest first: as written, decimal read as the id's hexadecimal, hexadecimal
    /// read as the id's decimal.
    /// </summary>
    /// <returns>How many there are, 1 to <see cref="MaxReadings"/>.</returns>
    public static int Readings(ReadOnlySpan<char> id, Span<ulong> keys)
    {
        Span<char> lower = stackalloc char[MaxLength];
        Span<char> other = stackalloc char[MaxLength];
        var text = Normalise(id, lower);
        var count = 0;
        keys[count++] = KeyOf(text);
        if (UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value.TryFormat(other, out var length, "x", CultureInfo.InvariantCulture) && !text.SequenceEqual(other[..length]))
            keys[count++] = KeyOf(other[..length]);
        if (text.Length <= 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            && value.TryFormat(other, out length, default, CultureInfo.InvariantCulture) && !text.SequenceEqual(other[..length]))
            keys[count++] = KeyOf(other[..length]);
        return count;
    }

    static ulong KeyOf(ReadOnlySpan<char> text) => StableHash.Of('i', text);

    static ReadOnlySpan<char> Normalise(ReadOnlySpan<char> id, Span<char> lower)
    {
        id = id.Trim();
        if (id.Length > MaxLength)
            id = id[..MaxLength];
        var length = id.ToLowerInvariant(lower);
        ReadOnlySpan<char> text = lower[..length];
        var zeros = text.IndexOfAnyExcept('0');
        return zeros < 0 ? text[..Math.Min(1, text.Length)] : text[zeros..];
    }
}
