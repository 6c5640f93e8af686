namespace Tidings.Server.Intake.Events;

/// <summary>A time as CloudEvents wants it: RFC 3339 §5.6, with an offset, fractions down to 100 ns kept and finer ones cut.</summary>
internal static class Rfc3339
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 20
            || !Digits(text[..4], out var year) || text[4] != '-' || !Digits(text[5..7], out var month) || text[7] != '-'
            || !Digits(text[8..10], out var day) || (text[10] | 0x20) != 't' || !Digits(text[11..13], out var hour) || text[13] != ':'
            || !Digits(text[14..16], out var minute) || text[16] != ':' || !Digits(text[17..19], out var second)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
            return false;
        text = text[19..];
        var ticks = 0L;
        if (text[0] == '.' && !Fraction(ref text, out ticks))
            return false;
        if (!Offset(text, out var offset))
            return false;
        // A leap second is counted to the second before: there is no better place for it.
        var local = new DateTime(year, month, day, hour, minute, Math.Min(second, 59)).AddTicks(ticks).Ticks;
        var utc = local - offset.Ticks;
        if (utc < 0 || utc > DateTime.MaxValue.Ticks)
            return false;
        time = new(local, offset);
        return true;
    }

    static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var b in text)
        {
            if (b - (uint)'0' > 9)
                return false;
            value = value * 10 + (b - '0');
        }
        return true;
    }

    static bool Fraction(ref ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        var digits = 1;
        for (var weight = TimeSpan.TicksPerSecond / 10; digits < text.Length && text[digits] - (uint)'0' <= 9; digits++, weight /= 10)
            ticks += (text[digits] - '0') * weight;
        text = text[digits..];
        return digits is > 1 and < 20;
    }

    static bool Offset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !Digits(text[1..3], out var hours) || !Digits(text[4..6], out var minutes) || hours > 14 || minutes > 59 || (hours == 14 && minutes > 0))
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
