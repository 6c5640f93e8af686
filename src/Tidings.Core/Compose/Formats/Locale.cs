using System.Collections.Concurrent;
using System.Globalization;
using Tidings.Core.Events;

namespace Tidings.Core.Compose.Formats;

/// <summary>Money, dates and times as people of one language and region read them in a text. Immutable; one a tag.</summary>
sealed class Locale
{
    const int Bound = 1_000;
    static readonly ConcurrentDictionary<string, Locale> ByTag = new(StringComparer.Ordinal);

    readonly NumberFormatInfo _numbers;
    readonly string[] _months;
    readonly bool _monthFirst;
    readonly bool _twelveHours;
    readonly ConcurrentDictionary<string, (CurrencySign Sign, int Decimals)> _currencies = new(StringComparer.Ordinal);

    Locale(CultureInfo culture)
    {
        Culture = culture;
        Language = culture.TwoLetterISOLanguageName;
        Region = culture.Name.Split('-') is [_, .., { Length: 2 } region] ? region : "";
        IsRightToLeft = culture.TextInfo.IsRightToLeft;
        _numbers = Numbers(culture);
        var dates = (DateTimeFormatInfo)culture.DateTimeFormat.Clone();
        // Statements, cards and apps of banks count by the Gregorian calendar in every country.
        dates.Calendar = new GregorianCalendar(GregorianCalendarTypes.Localized);
        // The abbreviations of these scripts are no shorter in any way that counts, and read worse.
        _months = Language is "hi" or "ar" ? dates.MonthGenitiveNames : dates.AbbreviatedMonthGenitiveNames;
        _monthFirst = Region.Length > 0 && dates.MonthDayPattern.StartsWith('M');
        _twelveHours = Region.Length > 0 && Language == "en" && dates.ShortTimePattern.Contains('t', StringComparison.Ordinal);
    }

    public CultureInfo Culture { get; }
    public string Language { get; }
    /// <summary>ISO 3166-1 alpha-2, or empty where the tag names none.</summary>
    public string Region { get; }
    public bool IsRightToLeft { get; }

    /// <param name="tag">BCP 47. One that the system does not know formats as English.</param>
    public static Locale Of(string tag)
    {
        if (ByTag.TryGetValue(tag, out var known))
            return known;
        var made = Make(tag);
        // Tags come from the bank's data: a flood of odd ones must not grow the cache.
        if (ByTag.Count < Bound)
            ByTag.TryAdd(tag, made);
        return made;
    }

    static Locale Make(string tag)
    {
        try
        {
            return new Locale(CultureInfo.GetCultureInfo(tag));
        }
        catch (CultureNotFoundException)
        {
            return new Locale(CultureInfo.GetCultureInfo("en"));
        }
    }

    static NumberFormatInfo Numbers(CultureInfo culture)
    {
        // Arabic keeps the digits that stand on the card, in the app and on the machine.
        var numbers = (NumberFormatInfo)(culture.TwoLetterISOLanguageName == "ar" ? CultureInfo.InvariantCulture : culture).NumberFormat.Clone();
        numbers.NegativeSign = "-";
        numbers.NumberNegativePattern = 1;
        // Typographic spaces and apostrophes are not in the GSM alphabet.
        numbers.NumberGroupSeparator = numbers.NumberGroupSeparator switch
        {
            "\u00a0" or "\u202f" or "\u2009" => " ",
            "\u2019" => "'",
            var other => other,
        };
        return numbers;
    }

    /// <summary>A plain number, rounded to so many decimals.</summary>
    public string Number(double number, int decimals) => number.ToString($"N{decimals}", _numbers);

    /// <returns>Characters written; 0 where it does not fit.</returns>
    public int Write(Money money, Span<char> to, bool asCode = false)
    {
        var currency = money.Currency ?? "";
        if (!_currencies.TryGetValue(currency, out var known))
        {
            known = (CurrencySign.For(Language, Region, currency), MinorUnits.Of(currency));
            if (_currencies.Count < Bound)
                _currencies.TryAdd(currency, known);
        }
        var sign = asCode ? new CurrencySign(" " + currency, false) : known.Sign;
        var at = 0;
        if (IsRightToLeft && money.Amount < 0 && !Append("\u200e", to, ref at))
            return 0;
        if (money.Amount < 0 && !Append("-", to, ref at))
            return 0;
        if (sign.Before && !Append(sign.Text, to, ref at))
            return 0;
        var amount = Math.Abs(money.Amount);
        // More decimals than the currency has are shown rather than rounded: a text never says another amount than the bank did.
        if (!amount.TryFormat(to[at..], out var written, Pattern(Math.Max(known.Decimals, SignificantScale(amount))), _numbers))
            return 0;
        at += written;
        return sign.Before || Append(sign.Text, to, ref at) ? at : 0;
    }

    static ReadOnlySpan<char> Pattern(int decimals) => decimals switch { 0 => "N0", 1 => "N1", 2 => "N2", 3 => "N3", 4 => "N4", 5 => "N5", 6 => "N6", _ => "N9" };

    static int SignificantScale(decimal amount)
    {
        if (amount.Scale <= 2)
            return amount.Scale == 0 || amount == decimal.Truncate(amount) ? 0 : amount.Scale == 1 || amount * 10 == decimal.Truncate(amount * 10) ? 1 : 2;
        var scale = (int)Math.Min(amount.Scale, (byte)6);
        while (scale > 0 && decimal.Round(amount, scale - 1) == amount)
            scale--;
        return scale;
    }

    /// <summary>Day and month: <c>27 Nov</c>. A text carries its own year.</summary>
    public int WriteDate(DateTime local, Span<char> to)
    {
        var (day, month) = (local.Day, _months[local.Month - 1]);
        return _monthFirst
            ? to.TryWrite(CultureInfo.InvariantCulture, $"{month} {day}", out var written) ? written : 0
            : to.TryWrite(CultureInfo.InvariantCulture, $"{day} {month}", out written) ? written : 0;
    }

    public int WriteTime(DateTime local, Span<char> to)
    {
        return local.TryFormat(to, out var written, _twelveHours ? "h:mm tt" : "HH:mm", CultureInfo.InvariantCulture) ? written : 0;
    }

    static bool Append(string text, Span<char> to, ref int at)
    {
        if (!text.TryCopyTo(to[at..]))
            return false;
        at += text.Length;
        return true;
    }
}
