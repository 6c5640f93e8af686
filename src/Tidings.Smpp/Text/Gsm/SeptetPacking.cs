namespace Tidings.Smpp.Text.Gsm;

/// <summary>Eight septets in seven octets, least significant bit first (3GPP TS 23.038 §6.1.2.1).</summary>
internal static class SeptetPacking
{
    /// <summary>Octets that <paramref name="septets"/> fill behind <paramref name="fillBits"/> (0 to 6) empty bits.</summary>
    public static int OctetsFor(int septets, int fillBits = 0) => (septets * 7 + fillBits + 7) / 8;

    /// <summary>The bits between a header of that many octets and the next septet boundary (TS 23.040 §9.2.3.24).</summary>
    public static int FillBits(int headerOctets) => (7 - headerOctets * 8 % 7) % 7;

    /// <summary>
    /// Packs and returns the octets written. With <paramref name="closeWithReturn"/> a spare septet at the end is filled with
    /// a carriage return (§6.1.2.3.1), since a peer that counts octets would read the empty one as '@'.
    /// </summary>
    public static int Pack(ReadOnlySpan<byte> septets, Span<byte> octets, int fillBits = 0, bool closeWithReturn = false)
    {
        var written = 0;
        uint bits = 0;
        var held = fillBits;
        foreach (var septet in septets)
        {
            bits |= (uint)(septet & 0x7F) << held;
            held += 7;
            if (held < 8)
                continue;
            octets[written++] = (byte)bits;
            bits >>= 8;
            held -= 8;
        }
        if (held > 0)
        {
            if (held == 1 && closeWithReturn)
                bits |= (uint)'\r' << 1;
            octets[written++] = (byte)bits;
        }
        return written;
    }

    /// <summary>How many whole septets <paramref name="octets"/> hold.</summary>
    public static int SeptetsIn(int octets, int fillBits = 0) => Math.Max(0, (octets * 8 - fillBits) / 7);

    /// <summary>
    /// Unpacks as many septets as the octets hold and returns how many are text: a carriage return in the last place of a
    /// full octet is filling (§6.1.2.3.1).
    /// </summary>
    public static int Unpack(ReadOnlySpan<byte> octets, Span<byte> septets, int fillBits = 0)
    {
        var count = SeptetsIn(octets.Length, fillBits);
        for (var i = 0; i < count; i++)
        {
            var bit = fillBits + i * 7;
            var low = octets[bit >> 3] >> (bit & 7);
            var high = (bit & 7) > 1 ? octets[(bit >> 3) + 1] << (8 - (bit & 7)) : 0;
            septets[i] = (byte)((low | high) & 0x7F);
        }
        var full = count > 0 && fillBits + count * 7 == octets.Length * 8;
        return full && septets[count - 1] == '\r' ? count - 1 : count;
    }
}
