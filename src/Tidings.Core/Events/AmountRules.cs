namespace Tidings.Core.Events;

/// <summary>What an amount may be, whichever door it comes through.</summary>
public static class AmountRules
{
    /// <summary>Digits before the point.</summary>
    public const int MostIntegerDigits = 19;

    /// <summary>Digits after the point that are not zeros at its end: no currency of ISO 4217 has more.</summary>
    public const int MostDecimals = 4;

    /// <summary>Digits after the point as they are written, zeros at the end included.</summary>
    public const int MostWrittenDecimals = 9;

    const decimal Bound = 1e19m;

    public const string Why = "It has too many digits.";
    public static readonly string Fix = $"At most {MostIntegerDigits} digits before the point and {MostDecimals} after it.";

    public static bool IsInRange(decimal amount) =>
        amount is < Bound and > -Bound && decimal.Round(amount, MostDecimals, MidpointRounding.ToZero) == amount;
}
