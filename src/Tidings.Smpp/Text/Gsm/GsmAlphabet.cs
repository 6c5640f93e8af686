using System.Buffers;

namespace Tidings.Smpp.Text.Gsm;

/// <summary>
/// One pair of GSM 7-bit tables (basic or locking shift; extension or single shift), read both ways.
/// Immutable; one instance a pair, made when first asked for.
/// </summary>
internal sealed class GsmAlphabet
{
    public const byte Escape = 0x1B;

    /// <summary>The code of a character that the pair does not hold.</summary>
    public const ushort Absent = 0xFFFF;

    private const char Unassigned = '\0';
    private const int Languages = 14;

    private static readonly GsmAlphabet?[] s_pairs = new GsmAlphabet?[Languages * Languages];

    private readonly char[] _basic = new char[128];
    private readonly char[] _extension = new char[128];
    private readonly ushort[]?[] _pages = new ushort[]?[256];
    private readonly SearchValues<char> _sameAsAscii;

    private GsmAlphabet(NationalLanguage locking, NationalLanguage single)
    {
        (NationalLockingTables.Of(locking) ?? GsmDefaultTable.Basic).CopyTo(_basic);
        if (NationalSingleShiftTables.Of(single) is { } shift)
            shift.CopyTo(_extension);
        else
            for (var i = 0; i < GsmDefaultTable.Extension.Length; i += 2)
                _extension[GsmDefaultTable.Extension[i]] = GsmDefaultTable.Extension[i + 1];

        // Extension first and downwards, so that the one-septet code and the lowest code of a repeated character win.
        for (var septet = 127; septet >= 0; septet--)
            Learn(_extension[septet], (ushort)(Escape << 8 | septet));
        for (var septet = 127; septet >= 0; septet--)
            Learn(_basic[septet], (ushort)septet);

        var same = new List<char>();
        for (var c = ' '; c < 0x7F; c++)
            if (Code(c) == c)
                same.Add(c);
        _sameAsAscii = SearchValues.Create(same.ToArray());
    }

    public static GsmAlphabet Default { get; } = For(NationalLanguage.None, NationalLanguage.None);

    /// <summary>Characters whose septet equals their ASCII octet: a run of them is narrowed in one vectorised go.</summary>
    public SearchValues<char> SameAsAscii => _sameAsAscii;

    public static bool HasLocking(NationalLanguage language) => NationalLockingTables.Of(language) is not null;

    public static bool HasSingle(NationalLanguage language) => NationalSingleShiftTables.Of(language) is not null;

    public static GsmAlphabet For(NationalLanguage locking, NationalLanguage single)
    {
        // A receiver ignores identifiers that it does not know (TS 23.038 §6.2.1.2.4) and uses the default tables.
        var first = HasLocking(locking) ? (int)locking : 0;
        var second = HasSingle(single) ? (int)single : 0;
        ref var slot = ref s_pairs[first * Languages + second];
        return Volatile.Read(ref slot) ?? (slot = new GsmAlphabet((NationalLanguage)first, (NationalLanguage)second));
    }

    /// <summary>The septet of <paramref name="c"/>, with the escape in the upper octet if it needs one, or <see cref="Absent"/>.</summary>
    public ushort Code(char c) => _pages[c >> 8] is { } page ? page[c & 0xFF] : Absent;

    /// <summary>The character of a basic septet, or U+FFFD where the table is empty.</summary>
    public char Basic(byte septet) => Or(_basic[septet & 0x7F], '\uFFFD');

    /// <summary>
    /// The character of an escaped septet. Where the extension is empty the basic table speaks, and a second escape is a
    /// space: what TS 23.038 §6.2.1.1 asks of a receiver.
    /// </summary>
    public char Extension(byte septet) =>
        septet == Escape ? ' ' : Or(_extension[septet & 0x7F], Basic(septet));

    private static char Or(char c, char otherwise) => c == Unassigned ? otherwise : c;

    private void Learn(char c, ushort code)
    {
        if (c == Unassigned)
            return;
        var page = _pages[c >> 8];
        if (page is null)
        {
            _pages[c >> 8] = page = new ushort[256];
            Array.Fill(page, Absent);
        }
        page[c & 0xFF] = code;
    }
}
