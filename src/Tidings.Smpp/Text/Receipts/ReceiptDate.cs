namespace Tidings.Smpp.Text.Receipts;

/// <summary>
/// The dates of receipts: YYMMDDhhmm as the standard says, with seconds, with a four-digit year, with separators. Twelve digits are
/// YYMMDDhhmmss if that is a date, else YYYYMMDDhhmm; from 2013 on the two can't be mistaken.
/// </summary>
internal static class ReceiptDate
{
    public static DateTime? Read(ReadOnlySpan<byte> value)
    {
        Span<byte> digits = stackalloc byte[14];
        var count = 0;
        foreach (var octet in value)
        {
            if (octet is >= (byte)'0' and <= (byte)'9')
            {
                if (count == digits.Length)
                    return null;
                digits[count++] = (byte)(octet - '0');
            }
            else if (octet is not ((byte)'-' or (byte)'/' or (byte)':' or (byte)'.' or (byte)'T' or (byte)' '))
            {
                return null;
            }
        }
        return count switch
        {
            10 => Date(2000 + Two(digits), digits[2..], seconds: false),
            12 => Date(2000 + Two(digits), digits[2..], seconds: true) ?? Date(Year(digits), digits[4..], seconds: false),
            14 => Date(Year(digits), digits[4..], seconds: true),
            _ => null,
        };
    }

    private static int Year(ReadOnlySpan<byte> digits) => Two(digits) * 100 + Two(digits[2..]);

    private static int Two(ReadOnlySpan<byte> digits) => digits[0] * 10 + digits[1];

    private static DateTime? Date(int year, ReadOnlySpan<byte> rest, bool seconds)
    {
        var (month, day, hour, minute) = (Two(rest), Two(rest[2..]), Two(rest[4..]), Two(rest[6..]));
        var second = seconds ? Two(rest[8..]) : 0;
        var possible = year is >= 1990 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60;
        return possible ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified) : null;
    }
}
