using System.Globalization;
using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>The fields of one row, each checked; wrong ones are collected under their column's name.</summary>
internal sealed class RowReader(CsvRows rows, ImportColumns columns)
{
    List<FieldError> _errors = [];

    /// <summary>What was wrong since the last call.</summary>
    public IReadOnlyList<FieldError> TakeErrors()
    {
        // Its fields may stand under the wrong columns: what else is wrong says nothing.
        if (rows.IsUneven)
            _errors = [new("$", FieldCodes.Format, "The row has more or fewer fields than the header.", "Write every field, empty ones too, and put quotes around those that contain the separator.")];
        if (rows.IsMalformed)
            _errors.Add(new("$", FieldCodes.Format, "A quote stands in the middle of a field.", "Put quotes around the field, and double those within it."));
        if (_errors.Count == 0)
            return [];
        var taken = _errors;
        _errors = [];
        return taken;
    }

    /// <summary>The file has the column.</summary>
    public bool Has(string field) => columns.IndexOf(field) >= 0;

    /// <summary>The column or its value is not there.</summary>
    public bool IsEmpty(string field) => rows[columns.IndexOf(field)].Length == 0;

    /// <summary>Null where the column or its value is not there.</summary>
    public string? Text(string field, int longest)
    {
        var text = rows[columns.IndexOf(field)];
        if (text.Length == 0)
            return null;
        if (text == CsvRows.NotUtf8)
            return Wrong(field, FieldCodes.Format, "It is not UTF-8.", "Save the file as UTF-8, or name its character set in the content type.");
        if (text.Length > longest)
            return Wrong(field, FieldCodes.TooLong, $"It is longer than {longest} characters.", "Shorten it.");
        return text.AsSpan().ContainsAnyInRange('\0', '\x1f') || text.Contains('\x7f', StringComparison.Ordinal)
            ? Wrong(field, FieldCodes.Format, "It contains a control character.", "Remove line breaks, tabs and other control characters.")
            : text;
    }

    public string? RequiredText(string field, int longest)
    {
        if (rows[columns.IndexOf(field)].Length == 0)
            return Wrong(field, FieldCodes.Missing, "It is empty.", "Every row needs it.");
        return Text(field, longest);
    }

    public bool Flag(string field)
    {
        switch (rows[columns.IndexOf(field)].ToLowerInvariant())
        {
            case "" or "false" or "no" or "n" or "0": return false;
            case "true" or "yes" or "y" or "1": return true;
            default:
                Wrong(field, FieldCodes.UnknownValue, "It is neither yes nor no.", "Write true or false, yes or no, 1 or 0.");
                return false;
        }
    }

    public TimeOnly? Time(string field)
    {
        if (Text(field, 16) is not { } text)
            return null;
        if (ProfileRules.TryTime(text, out var time))
            return time;
        Wrong(field, FieldCodes.Format, "It is not a time of day.", "Write hours and minutes, for example 22:00.");
        return null;
    }

    public decimal? Amount(string field, bool mayBeNegative)
    {
        if (Text(field, 32) is not { } text)
            return null;
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            if (!AmountRules.IsInRange(amount))
                Wrong(field, FieldCodes.Range, AmountRules.Why, AmountRules.Fix);
            else if (amount < 0 && !mayBeNegative)
                Wrong(field, FieldCodes.Range, "It is below zero.", "Write it without the minus.");
            return amount;
        }
        Wrong(field, FieldCodes.Format, "It is not an amount.", "Write digits and a point: 1234.50, without separators or signs of currency.");
        return null;
    }

    /// <summary>Adds an error; returns null for the value.</summary>
    public string? Wrong(string field, string code, string why, string fix)
    {
        _errors.Add(Error(field, code, why, fix));
        return null;
    }

    /// <summary>An error under the column's name.</summary>
    public FieldError Error(string field, string code, string why, string fix) => new(columns.HeaderOf(field), code, why, fix);
}
