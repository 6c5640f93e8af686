using System.Text.Json.Serialization;

namespace Tidings.Client.Events;

/// <summary><c>customer.updated</c>: registers a customer, or changes what is registered. What is null stays as it is; <see cref="Clears"/> takes away. It needs a key of kind live.</summary>
public sealed record CustomerUpdated() : EventData("customer.updated")
{
    /// <summary>The bank's id of the customer, at most 64 characters.</summary>
    public required string Customer { get; init; }

    /// <summary>As a text would address the customer, at most 140 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Numbers in E.164, at most five; the first receives. Empty: the customer gets no texts.</summary>
    public required IReadOnlyList<string> Phones { get; init; }

    /// <summary>BCP 47 tag, for example <c>tr-TR</c>. Never said: the bank's default.</summary>
    public string? Language { get; init; }

    /// <summary>IANA name, for example <c>Europe/Istanbul</c>. Never said: the bank's default.</summary>
    public string? TimeZone { get; init; }

    /// <summary>ISO 3166-1 alpha-2: whose rules protect the customer. Never said: the country of the number that a text goes to.</summary>
    public string? Country { get; init; }

    /// <summary>True: no promotional texts. All others go on.</summary>
    public bool? MarketingOptOut { get; init; }

    /// <summary>When, in the customer's time zone, what can wait does wait.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Wishes about single alerts, at most 100; they replace those before.</summary>
    public IReadOnlyList<AlertPreference>? Preferences { get; init; }

    /// <summary>What is registered and shall be no longer: language and time zone fall back to the bank's. Default none.</summary>
    [JsonIgnore]
    public CustomerMembers Clears { get; init; }
}
