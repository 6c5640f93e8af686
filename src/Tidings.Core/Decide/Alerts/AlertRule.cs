using System.Text.Json.Serialization;
using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>An alert as data: what triggers it, who hears it, by which template. A document that the bank edits; immutable once read.</summary>
public sealed record AlertRule
{
    /// <summary>Lower case letters, digits and hyphens, at most 40: <c>card-payment-abroad</c>. Customers' preferences name it.</summary>
    public required string Id { get; init; }
    /// <summary>For people: <c>Card payment abroad</c>. At most 100 characters.</summary>
    public string Title { get; init; } = "";
    public required MessageClass Class { get; init; }
    /// <summary>The template's id. Presets: the same as <see cref="Id"/>.</summary>
    public required string Template { get; init; }
    /// <summary>The bank offers the alert at all.</summary>
    public bool Enabled { get; init; } = true;
    /// <summary>It is on for customers who have no wish about it.</summary>
    public bool OnByDefault { get; init; } = true;
    /// <summary>Customers cannot switch it off.</summary>
    public bool Mandatory { get; init; }
    /// <summary>Any one of them triggers the alert.</summary>
    public IReadOnlyList<AlertTrigger> Triggers { get; init; } = [];
    public AlertThreshold? Threshold { get; init; }
    /// <summary>Only where the same amount went to the same merchant or counterparty within this time before: 1 minute to 72 hours. Null: always.</summary>
    public TimeSpan? RepeatWithin { get; init; }
    /// <summary>Only for the triggers <c>tidings.balance.due</c> and <c>tidings.digest.due</c>, which need one.</summary>
    public AlertSchedule? Schedule { get; init; }
    /// <summary>Ids of more general alerts that are not sent when this one is, for the same event.</summary>
    public IReadOnlyList<string> Shadows { get; init; } = [];
    public AlertRecipients Recipients { get; init; } = AlertRecipients.Primary;
    /// <summary>How long the text may be sent, from when it may first be sent: 1 minute to 7 days.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromHours(24);
    /// <summary>
    /// What happened longer ago is recorded but not told: 1 minute to 7 days. The default lets a long weekend's statement through, and keeps the import of an
    /// old file from texting everybody about last month. It may not be longer: repetitions are known for eight days.
    /// </summary>
    public TimeSpan MaxAge { get; init; } = DefaultMaxAge;
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromDays(7);
    /// <summary>The booking of a transaction that was told when it was authorised or pending is told again.</summary>
    public bool TellBookingAgain { get; init; }
    /// <summary>Debits below a customer's threshold for small ones are not told by this alert but gathered into one text.</summary>
    public bool Gather { get; init; }

    internal bool IsOn(string type) => Triggers.Any(trigger => trigger.On == type);
}

/// <param name="On">The event's type, predefined or the bank's own.</param>
/// <param name="When">All of them must hold.</param>
public sealed record AlertTrigger(string On, IReadOnlyList<AlertCondition> When);

[JsonConverter(typeof(KebabEnumConverter<AlertRecipients>))]
public enum AlertRecipients : byte
{
    /// <summary>The customer's first phone number.</summary>
    Primary = 1,
    /// <summary>The event's old number (or the registered one) and its new number, each a text of its own.</summary>
    OldAndNewNumber,
}

/// <summary>From which amount or below which balance the alert is raised.</summary>
public sealed record AlertThreshold
{
    /// <summary><c>amount</c>: at the threshold or over. <c>balance</c>: below the threshold.</summary>
    public required ThresholdOf Of { get; init; }
    /// <summary>The bank's thresholds in major units, by currency.</summary>
    public IReadOnlyDictionary<string, decimal> Defaults { get; init; } = new Dictionary<string, decimal>();
    /// <summary>For currencies without a default. Null: the alert is not raised for them unless the customer or account has a threshold.</summary>
    public decimal? Otherwise { get; init; }
    /// <summary>Customers may set their own.</summary>
    public bool ByCustomer { get; init; } = true;
    /// <summary>The setting of an account that goes before the bank's default. Null: none.</summary>
    public AccountSetting? AccountSetting { get; init; }
    /// <summary>Raised once when the balance crosses, not again until it is armed: at the threshold plus the margin. Only for a balance.</summary>
    public bool OncePerCrossing { get; init; }
    /// <summary>Percent of the threshold, 0 to 1000.</summary>
    public decimal MarginPercent { get; init; }
    /// <summary>The least margin in major units, by currency: what a percentage cannot give where the threshold is 0.</summary>
    public IReadOnlyDictionary<string, decimal> Margin { get; init; } = new Dictionary<string, decimal>();
}

[JsonConverter(typeof(KebabEnumConverter<ThresholdOf>))]
public enum ThresholdOf : byte { Amount = 1, Balance }

[JsonConverter(typeof(KebabEnumConverter<AccountSetting>))]
public enum AccountSetting : byte { LowBalance = 1, LargeTransaction }

/// <param name="Default">For customers who have switched the alert on without a schedule of their own.</param>
/// <param name="LateWithin">Missed while we were down, it is sent late within this time, 0 to 24 hours; after that it is skipped with a record.</param>
public sealed record AlertSchedule(BalanceSchedule Default, TimeSpan LateWithin);
