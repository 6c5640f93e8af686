namespace Tidings.Smpp.Text.Times;

/// <summary>Writes the times of SMPP 3.4 §7.1.1, 16 octets each and without the closing NUL.</summary>
public static class SmppTimeFormat
{
    /// <summary>The longest span that the day field takes; longer ones are cut to it, never stretched.</summary>
    public static readonly TimeSpan LongestSpan = new(31, 23, 59, 59);

    /// <summary>
    /// Writes a moment. Its tenths are cut; an offset that is no whole quarter hour, or over twelve hours, is written as UTC;
    /// years must be 2000 to 2099.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The year can't be written.</exception>
    /// <exception cref="ArgumentException">The destination is shorter than 16 octets.</exception>
    public static int Absolute(DateTimeOffset moment, Span<byte> destination)
    {
        var minutes = moment.Offset.TotalMinutes;
        if (minutes % 15 != 0 || Math.Abs(minutes) > 720)
            moment = moment.ToUniversalTime();
        if (moment.Year is < 2000 or > 2099)
            throw new ArgumentOutOfRangeException(nameof(moment), "SMPP times have two digits for the year.");
        Check(destination);
        Fields(destination, moment.Year - 2000, moment.Month, moment.Day, moment.Hour, moment.Minute, moment.Second);
        destination[12] = (byte)('0' + moment.Millisecond / 100);
        Two(destination, 13, (int)Math.Abs(moment.Offset.TotalMinutes) / 15);
        destination[15] = moment.Offset < TimeSpan.Zero ? (byte)'-' : (byte)'+';
        return SmppTime.Length;
    }

    /// <summary>
    /// Writes a span, whole seconds of it: rounded down, so that a message is never valid longer than asked; but a second at least,
    /// since nothing would mean the message centre's default.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is shorter than 16 octets.</exception>
    public static int Relative(TimeSpan span, Span<byte> destination)
    {
        Check(destination);
        span = span > LongestSpan ? LongestSpan : span < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : span;
        Fields(destination, 0, 0, span.Days, span.Hours, span.Minutes, span.Seconds);
        "000R"u8.CopyTo(destination[12..]);
        return SmppTime.Length;
    }

    /// <summary>
    /// Writes validity_period for a message that must not be delivered after <paramref name="until"/>; 0 octets, and so nothing to
    /// send, if that is past.
    /// </summary>
    /// <param name="until">The end of validity.</param>
    /// <param name="now">The present.</param>
    /// <param name="absolute">Absolute in UTC, for carriers that mistake spans; else a span, which needs no common clock.</param>
    /// <param name="destination">16 octets.</param>
    public static int Validity(DateTimeOffset until, DateTimeOffset now, bool absolute, Span<byte> destination)
    {
        if (until <= now)
            return 0;
        return absolute ? Absolute(until.ToUniversalTime(), destination) : Relative(until - now, destination);
    }

    private static void Check(Span<byte> destination)
    {
        if (destination.Length < SmppTime.Length)
            throw new ArgumentException("An SMPP time takes 16 octets.", nameof(destination));
    }

    private static void Fields(Span<byte> destination, int year, int month, int day, int hour, int minute, int second)
    {
        Two(destination, 0, year);
        Two(destination, 2, month);
        Two(destination, 4, day);
        Two(destination, 6, hour);
        Two(destination, 8, minute);
        Two(destination, 10, second);
    }

    private static void Two(Span<byte> destination, int at, int value)
    {
        destination[at] = (byte)('0' + value / 10);
        destination[at + 1] = (byte)('0' + value % 10);
    }
}
