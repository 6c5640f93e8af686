using System.ComponentModel;
using System.Globalization;
using Tidings.Core.Customers;
using Tidings.Core.Track;

namespace Tidings.Server.Intake.Customers;

/// <summary>A customer as the API reads and writes one; the same members as the event <c>customer.updated</c> has.</summary>
public sealed record CustomerView
{
    [Description("The bank's id of the customer. In a PUT it may be left out.")]
    public string? Customer { get; init; }
    [Description("As a text would address the customer.")]
    public required string Name { get; init; }
    [Description("In E.164, in order of preference; the first receives.")]
    public required IReadOnlyList<string> Phones { get; init; }
    [Description("BCP 47. Left out: the bank's default.")]
    public string? Language { get; init; }
    [Description("IANA name. Left out: the bank's default.")]
    public string? TimeZone { get; init; }
    [Description("ISO 3166-1 alpha-2: whose rules protect the customer. Left out: the country of the number that a text goes to.")]
    public string? Country { get; init; }
    [Description("True: no promotional texts.")]
    public bool MarketingOptOut { get; init; }
    [Description("What can wait does wait, in the customer's time zone.")]
    public QuietHoursView? QuietHours { get; init; }
    [Description("Wishes about single alerts.")]
    public IReadOnlyList<PreferenceView> Preferences { get; init; } = [];

    internal static CustomerView Of(CustomerProfile profile, bool masked = false) => new()
    {
        Customer = profile.Id,
        Name = masked ? MaskedText.Of(profile.Name) : profile.Name,
        Phones = [.. profile.Phones.Select(phone => masked ? phone.ToString() : "+" + phone.Digits)],
        Language = profile.Language,
        TimeZone = profile.TimeZone,
        Country = profile.Country is { Length: > 0 } country ? country : null,
        MarketingOptOut = profile.MarketingOptOut,
        QuietHours = profile.QuietHours is { } quiet ? new(Time(quiet.From), Time(quiet.Until)) : null,
        Preferences = [.. profile.Preferences.Select(PreferenceView.Of)],
    };

    internal static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public override string ToString() => "customer (redacted)";
}

/// <summary>May span midnight.</summary>
public sealed record QuietHoursView(string From, string Until);

/// <summary>A wish about an alert, for one account or for all.</summary>
public sealed record PreferenceView(string Alert, string? Account, bool? Enabled, string? Threshold, ScheduleView? Schedule)
{
    internal static PreferenceView Of(AlertPreference wish) => new(
        wish.Alert, wish.Account, wish.Enabled, wish.Threshold?.ToString(CultureInfo.InvariantCulture),
        wish.Schedule is { } s ? new(s.Every.ToString().ToLowerInvariant(), s.Day, CustomerView.Time(s.At)) : null);
}

/// <summary>When a balance is sent: <c>day</c>, <c>week</c> or <c>month</c>, at the customer's local time.</summary>
public sealed record ScheduleView(string Every, int Day, string At);
