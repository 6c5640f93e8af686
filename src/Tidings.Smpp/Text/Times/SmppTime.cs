namespace Tidings.Smpp.Text.Times;

/// <summary>
/// A time of schedule_delivery_time, validity_period or final_date (SMPP 3.4 §7.1.1): <c>YYMMDDhhmmsstnnp</c>, where p is
/// '+' or '-' for a local time nn quarter hours ahead of or behind UTC, and 'R' for a span.
/// </summary>
public readonly record struct SmppTime
{
    /// <summary>Octets of a time, without the closing NUL.</summary>
    public const int Length = 16;

    private readonly DateTimeOffset _moment;
    private readonly int _months;
    private readonly TimeSpan _span;

    private SmppTime(SmppTimeKind kind, DateTimeOffset moment, int months, TimeSpan span)
    {
        Kind = kind;
        _moment = moment;
        _months = months;
        _span = span;
    }

    /// <summary>What it is.</summary>
    public SmppTimeKind Kind { get; }

    /// <summary>An absolute time.</summary>
    public static SmppTime At(DateTimeOffset moment) => new(SmppTimeKind.Absolute, moment, 0, TimeSpan.Zero);

    /// <summary>The moment meant; null for <see cref="SmppTimeKind.None"/> and for a span that leaves the calendar.</summary>
    /// <param name="now">The message centre's present, from which a relative time counts.</param>
    public DateTimeOffset? Resolve(DateTimeOffset now)
    {
        if (Kind == SmppTimeKind.Absolute)
            return _moment;
        return Kind == SmppTimeKind.None || now.Year + _months / 12 + 2 > 9999 ? null : now.AddMonths(_months) + _span;
    }

    /// <summary>Reads a time, with or without its closing NUL; false for what the standard does not allow. Empty is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> value, out SmppTime time)
    {
        time = default;
        if (value.Length > 0 && value[^1] == 0)
            value = value[..^1];
        if (value.IsEmpty)
            return true;
        if (value.Length != Length || value[..15].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        int year = Two(value, 0), month = Two(value, 2), day = Two(value, 4);
        int hour = Two(value, 6), minute = Two(value, 8), second = Two(value, 10);
        int tenth = value[12] - '0', quarters = Two(value, 13);
        if (value[15] == 'R')
        {
            var span = new TimeSpan(day, hour, minute, second, tenth * 100);
            time = new SmppTime(SmppTimeKind.Relative, default, year * 12 + month, span);
            return true;
        }
        if (value[15] is not ((byte)'+' or (byte)'-') || quarters > 48 || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59
            || day < 1 || day > DateTime.DaysInMonth(2000 + year, month))
            return false;
        var offset = TimeSpan.FromMinutes(value[15] == '+' ? quarters * 15 : -quarters * 15);
        time = At(new DateTimeOffset(2000 + year, month, day, hour, minute, second, tenth * 100, offset));
        return true;
    }

    private static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] - '0') * 10 + digits[at + 1] - '0';
}
