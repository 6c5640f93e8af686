using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>What the bank has registered of a customer.</summary>
[MemoryPackable]
public sealed partial record CustomerProfile
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>In order of preference; the first receives.</summary>
    public required IReadOnlyList<Msisdn> Phones { get; init; }
    /// <summary>BCP 47, for example <c>en</c> or <c>tr-TR</c>. Empty: the bank's default.</summary>
    public required string Language { get; init => field = SharedText.Of(value ?? ""); }
    /// <summary>IANA, for example <c>Europe/Istanbul</c>. Empty: the bank's default.</summary>
    public required string TimeZone { get; init => field = SharedText.Of(value ?? ""); }
    public bool MarketingOptOut { get; init; }
    public QuietHours? QuietHours { get; init; }
    public IReadOnlyList<AlertPreference> Preferences { get; init; } = [];

    // New members go to the end: older rows are read without them.
    /// <summary>ISO 3166-1 alpha-2: the jurisdiction whose rules protect the customer. Empty: the country of the number that a text goes to.</summary>
    public string Country { get; init => field = SharedText.Of(value ?? ""); } = "";

    /// <summary>This profile, with <paramref name="members"/> as they are in <paramref name="registered"/>.</summary>
    public CustomerProfile Keeping(ProfileMembers members, CustomerProfile registered)
    {
        ArgumentNullException.ThrowIfNull(registered);
        return this with
        {
            Phones = Kept(ProfileMembers.Phones) ? registered.Phones : Phones,
            Language = Kept(ProfileMembers.Language) ? registered.Language : Language,
            TimeZone = Kept(ProfileMembers.TimeZone) ? registered.TimeZone : TimeZone,
            MarketingOptOut = Kept(ProfileMembers.MarketingOptOut) ? registered.MarketingOptOut : MarketingOptOut,
            QuietHours = Kept(ProfileMembers.QuietHours) ? registered.QuietHours : QuietHours,
            Preferences = Kept(ProfileMembers.Preferences) ? registered.Preferences : Preferences,
            Country = Kept(ProfileMembers.Country) ? registered.Country : Country,
        };
        bool Kept(ProfileMembers member) => (members & member) != 0;
    }

    public override string ToString() => "customer (redacted)";
}

/// <summary>From when until when, in the customer's time zone, what can wait does wait. May span midnight.</summary>
[MemoryPackable]
public sealed partial record QuietHours(TimeOnly From, TimeOnly Until);

/// <summary>A customer's wish about one alert, for one account or for all.</summary>
/// <param name="Alert">The alert's id.</param>
/// <param name="Account">Null: for every account that has no wish of its own.</param>
/// <param name="Enabled">Null: as the bank has set it.</param>
/// <param name="Threshold">In the account's currency, major units. Null: the account's, or else the bank's.</param>
/// <param name="Schedule">For scheduled balances. Null: as the bank has set it.</param>
[MemoryPackable]
public sealed partial record AlertPreference(string Alert, string? Account, bool? Enabled, decimal? Threshold, BalanceSchedule? Schedule = null);

public enum ScheduleEvery : byte { Day = 1, Week, Month }

/// <summary>When a balance is sent, in the customer's local time.</summary>
/// <param name="Day">Week: 1 (Monday) to 7; month: 1 to 31, clamped to the month's last day; day: ignored.</param>
[MemoryPackable]
public sealed partial record BalanceSchedule(ScheduleEvery Every, int Day, TimeOnly At);
