using System.Globalization;

namespace Tidings.Core.Events.Camt;

/// <summary>An amount as it was written, before it is known to be one.</summary>
internal readonly record struct AmountDraft(string Text, string? Currency)
{
    /// <summary>Null for anything that is no amount: not a plain decimal, below zero, over 18 digits, no currency of three letters.</summary>
    public Money? ToMoney() => Fault() is null ? new Money(Number()!.Value, Currency!) : null;

    /// <summary>What is wrong: the path behind the amount's, the code, the reason and the remedy; null for nothing.</summary>
    public (string Path, string Code, string Why, string Fix)? Fault()
    {
        if (Text.Length == 0)
            return ("", "missing", "The amount is missing.", "Give the amount as a decimal, for example 12.30.");
        if (Number() is not { } number)
            return ("", "format", "The amount is not a decimal number of at most 18 digits.", "Write digits and at most one point, no other sign.");
        if (number < 0)
            return ("", "range", "The amount is below zero.", "Give the direction in CdtDbtInd and the amount without a sign.");
        if (Currency is null)
            return ("/@Ccy", "missing", "The amount has no currency.", "Give the ISO 4217 code in the attribute Ccy.");
        if (Currency.Length != 3 || Currency.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
            return ("/@Ccy", "format", "The currency is no ISO 4217 code.", "Use three capital letters, for example EUR.");
        if (Currencies.Find(Currency) is null)
            return ("/@Ccy", FieldCodes.UnknownValue, "The currency is not one of ISO 4217.", "Use the code of a currency that is in use, for example EUR.");
        if (!AmountRules.IsInRange(number))
            return ("", FieldCodes.Range, AmountRules.Why, AmountRules.Fix);
        return null;
    }

    private decimal? Number() =>
        Text.Length <= 20 && decimal.TryParse(
            Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
