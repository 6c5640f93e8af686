using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>A customer's wish about one alert. A wish for an account beats the wish for all accounts.</summary>
/// <param name="Alert">The alert's id, for example <c>low-balance</c>.</param>
public sealed record AlertPreference(string Alert)
{
    /// <summary>The account it is about. Null: every account that has no wish of its own.</summary>
    public string? Account { get; init; }

    /// <summary>Whether it is told. Null: as the bank has set it. Mandatory alerts are sent whatever it says.</summary>
    public bool? Enabled { get; init; }

    /// <summary>In the account's currency, major units. Null: the account's, or else the bank's.</summary>
    [JsonConverter(typeof(DecimalText))]
    public decimal? Threshold { get; init; }

    /// <summary>When a balance is told. Null: by no schedule of the customer's own.</summary>
    public BalanceSchedule? Schedule { get; init; }
}

/// <summary>When a balance is told, in the customer's time zone.</summary>
/// <param name="Every">How often.</param>
/// <param name="At">The time of day, to the minute.</param>
public sealed record BalanceSchedule(ScheduleEvery Every, [property: JsonConverter(typeof(TimeOfDay))] TimeOnly At)
{
    /// <summary>Week: 1 (Monday) to 7. Month: 1 to 31. Null for every day.</summary>
    public int? Day { get; init; }
}

/// <summary>How often a balance is told.</summary>
[JsonConverter(typeof(WordConverter<ScheduleEvery>))]
public enum ScheduleEvery
{
    /// <summary>A word that this version of the client does not know; it is never sent.</summary>
    Unknown,
    /// <summary>Each day.</summary>
    Day,
    /// <summary>Once a week.</summary>
    Week,
    /// <summary>Once a month.</summary>
    Month,
}

/// <summary>From when until when what can wait does wait; it may span midnight.</summary>
/// <param name="From">Its beginning, to the minute.</param>
/// <param name="Until">Its end, to the minute.</param>
public sealed record QuietHours([property: JsonConverter(typeof(TimeOfDay))] TimeOnly From, [property: JsonConverter(typeof(TimeOfDay))] TimeOnly Until);
