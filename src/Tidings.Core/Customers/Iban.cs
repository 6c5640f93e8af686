namespace Tidings.Core.Customers;

/// <summary>International bank account numbers (ISO 13616).</summary>
public static class Iban
{
    public const int Longest = 34;
    const int Shortest = 15;

    /// <summary>Without spaces and in capitals, as machines write it; null where it is no IBAN: form and check digits (ISO 7064, MOD 97-10) are looked at.</summary>
    public static string? Normalise(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        if (written.Length > Longest * 2)
            return null;
        var iban = written.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (iban.Length is < Shortest or > Longest || !char.IsAsciiLetterUpper(iban[0]) || !char.IsAsciiLetterUpper(iban[1]) || !char.IsAsciiDigit(iban[2]) || !char.IsAsciiDigit(iban[3]))
            return null;
        var rest = 0;
        for (var i = 0; i < iban.Length; i++)
        {
            var letter = iban[(i + 4) % iban.Length];
            if (char.IsAsciiDigit(letter))
                rest = (rest * 10 + letter - '0') % 97;
            else if (char.IsAsciiLetterUpper(letter))
                rest = (rest * 100 + letter - 'A' + 10) % 97;
            else
                return null;
        }
        return rest == 1 ? iban : null;
    }
}
