using Tidings.Smpp.Text.Gsm;

namespace Tidings.Smpp.Text;

/// <summary>What a text takes in one encoding.</summary>
internal static class Measure
{
    /// <summary>TP-UD holds 140 octets (3GPP TS 23.040 §9.2.3.24).</summary>
    public const int UserDataOctets = 140;

    public static EncodingChoice Gsm(
        ReadOnlySpan<char> text, EncodingOptions options, NationalLanguage locking, NationalLanguage single, int septets)
    {
        // Identifiers without a table must not be sent: they would cost octets and say nothing.
        if (!GsmAlphabet.HasLocking(locking))
            locking = NationalLanguage.None;
        if (!GsmAlphabet.HasSingle(single))
            single = NationalLanguage.None;
        var choice = new EncodingChoice
        {
            Encoding = TextEncoding.Gsm7,
            DataCoding = options.Gsm7DataCoding,
            Locking = locking,
            Single = single,
            PackSeptets = options.PackSeptets,
            Concatenation = options.Concatenation,
        };
        return Cut(text, choice, septets);
    }

    public static EncodingChoice Latin1(ReadOnlySpan<char> text, EncodingOptions options) => Cut(
        text,
        new EncodingChoice { Encoding = TextEncoding.Latin1, DataCoding = TextDataCoding.Latin1, Concatenation = options.Concatenation },
        text.Length);

    public static EncodingChoice Ucs2(ReadOnlySpan<char> text, EncodingOptions options) => Cut(
        text,
        new EncodingChoice { Encoding = TextEncoding.Ucs2, DataCoding = TextDataCoding.Ucs2, Concatenation = options.Concatenation },
        text.Length);

    /// <summary>Octets of the header on the air: the shift elements, and the reference that ties several segments.</summary>
    public static int HeaderOctets(in EncodingChoice choice, bool several)
    {
        var elements = (choice.Locking != 0 ? 3 : 0) + (choice.Single != 0 ? 3 : 0);
        if (several)
            elements += choice.Concatenation == Concatenation.Udh16 ? 6 : 5;
        return elements == 0 ? 0 : elements + 1;
    }

    public static int Capacity(TextEncoding encoding, int headerOctets) => encoding switch
    {
        TextEncoding.Gsm7 => (UserDataOctets - headerOctets) * 8 / 7,
        TextEncoding.Ucs2 => (UserDataOctets - headerOctets) / 2,
        _ => UserDataOctets - headerOctets,
    };

    /// <summary>How many characters of <paramref name="text"/> the next segment takes, and their units.</summary>
    public static int Take(in EncodingChoice choice, ReadOnlySpan<char> text, out int units)
    {
        if (choice.Encoding == TextEncoding.Gsm7)
            return GsmCodec.Take(GsmAlphabet.For(choice.Locking, choice.Single), text, choice.UnitsPerSegment, out units);
        units = Math.Min(choice.UnitsPerSegment, text.Length);
        if (units < text.Length && char.IsHighSurrogate(text[units - 1]) && char.IsLowSurrogate(text[units]))
            units--;
        return units;
    }

    private static EncodingChoice Cut(ReadOnlySpan<char> text, EncodingChoice choice, int units)
    {
        var header = HeaderOctets(choice, several: false);
        var capacity = Capacity(choice.Encoding, header);
        choice = choice with { Units = units };
        if (units <= capacity)
            return choice with
            {
                Segments = 1,
                HeaderOctets = header,
                UnitsPerSegment = capacity,
                UnitsInLastSegment = units,
                OctetsOnAir = header + Octets(choice.Encoding, units, header),
            };

        header = HeaderOctets(choice, several: true);
        choice = choice with { HeaderOctets = header, UnitsPerSegment = Capacity(choice.Encoding, header) };
        var (segments, last, octets) = (0, 0, 0);
        while (!text.IsEmpty)
        {
            var taken = Take(choice, text, out last);
            octets += header + Octets(choice.Encoding, last, header);
            segments++;
            text = text[taken..];
        }
        return choice with { Segments = segments, UnitsInLastSegment = last, OctetsOnAir = octets };
    }

    public static int Octets(TextEncoding encoding, int units, int headerOctets) => encoding switch
    {
        TextEncoding.Gsm7 => SeptetPacking.OctetsFor(units, SeptetPacking.FillBits(headerOctets)),
        TextEncoding.Ucs2 => units * 2,
        _ => units,
    };
}
