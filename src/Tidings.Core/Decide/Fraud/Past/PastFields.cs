using System.Globalization;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;
using Tidings.Core.Track;

namespace Tidings.Core.Decide.Fraud.Past;

/// <summary>The fields that files of payments and of labels have in common.</summary>
internal static class PastFields
{
    public const int LongestId = 128;

    static readonly DateTimeOffset Earliest = DateTimeOffset.UnixEpoch, Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Year first, so that no day is read as a month.</summary>
    static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK"];

    public static ulong Key(RowReader row) => row.RequiredText("id", LongestId) is { } id ? StableHash.Of('i', id) : 0;

    /// <summary>Null: it is not there, or wrong, which is said.</summary>
    public static DateTimeOffset? Time(RowReader row, string field)
    {
        if (row.Text(field, 40) is not { } text)
            return null;
        if (!DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            row.Wrong(field, FieldCodes.Format, "It is not a time.", "Write year, month, day and time: 2026-11-26T09:30:00+01:00. Without an offset it is UTC.");
        else if (time < Earliest || time >= Latest)
            row.Wrong(field, FieldCodes.Range, "It is not between 1970 and 2100.", "Look at the year.");
        else
            return time;
        return null;
    }

    /// <summary>Null: nobody has said what it is, or what is written there is wrong, which is said.</summary>
    public static bool? Fraud(RowReader row)
    {
        switch (row.Text("fraud", 16)?.ToLowerInvariant())
        {
            case "1" or "true" or "yes" or "y":
                return true;
            case "0" or "false" or "no" or "n":
                return false;
            case null:
                return null;
            default:
                row.Wrong("fraud", FieldCodes.UnknownValue, "It is neither 1 nor 0.", "Write 1 for a fraud, 0 for what is known to be genuine, and nothing where nobody has said.");
                return null;
        }
    }
}
