using System.Buffers.Text;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>Amounts as digits and a point, exactly: no exponent, no thousands separator, no sign but a leading minus.</summary>
internal static class AmountText
{
    public enum Fault : byte { None, Format, Range }

    public static Fault TryParse(ReadOnlySpan<byte> text, out decimal amount)
    {
        amount = 0;
        var unsigned = text is [(byte)'-', ..] ? text[1..] : text;
        var point = unsigned.IndexOf((byte)'.');
        var integer = point < 0 ? unsigned : unsigned[..point];
        var fraction = point < 0 ? default : unsigned[(point + 1)..];
        if (integer.IsEmpty || (point >= 0 && fraction.IsEmpty) || !IsDigits(integer) || !IsDigits(fraction))
            return Fault.Format;
        if (integer.Length > AmountRules.MostIntegerDigits || fraction.Length > AmountRules.MostWrittenDecimals
            || fraction.TrimEnd((byte)'0').Length > AmountRules.MostDecimals)
            return Fault.Range;
        if (integer.Length + fraction.Length > 18)
            return Utf8Parser.TryParse(text, out amount, out _) ? Fault.None : Fault.Range;
        var digits = 0L;
        foreach (var b in integer)
            digits = digits * 10 + (b - '0');
        foreach (var b in fraction)
            digits = digits * 10 + (b - '0');
        amount = new decimal((int)digits, (int)(digits >> 32), 0, unsigned.Length != text.Length && digits != 0, (byte)fraction.Length);
        return Fault.None;
    }

    static bool IsDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
