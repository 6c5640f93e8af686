using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Verify.Guards;

/// <summary>To which countries codes of a purpose go: to those of the one list only, or to all but those of the other.</summary>
public sealed record CountryRule
{
    public const int Most = 250;

    /// <summary>ISO 3166-1 alpha-2. Null: all but <see cref="Block"/>.</summary>
    public IReadOnlyList<string>? Allow { get; init; }
    public IReadOnlyList<string>? Block { get; init; }
    public GuardMode Mode { get; init; } = GuardMode.Enforce;

    /// <param name="country">Null: it is not known of which the number is; then it is on no list.</param>
    public bool Takes(string? country) => Allow is { } allowed ? country is not null && allowed.Contains(country) : country is null || Block?.Contains(country) != true;
}

/// <summary>To which kinds of numbers codes of a purpose do not go.</summary>
public sealed record NumberTypeRule
{
    /// <summary>Those that cost whoever calls or texts them, or that no customer holds alone.</summary>
    public static readonly IReadOnlyList<NumberType> Usual = [NumberType.PremiumRate, NumberType.SharedCost, NumberType.Voip, NumberType.Pager, NumberType.Uan];

    public IReadOnlyList<NumberType> Refuse { get; init; } = Usual;
    public GuardMode Mode { get; init; } = GuardMode.Enforce;

    public static NumberTypeRule Standard { get; } = new();
}

/// <summary>Kinds of numbers in their countries' plans, as far as they are told apart.</summary>
[JsonConverter(typeof(KebabEnumConverter<NumberType>))]
public enum NumberType : byte
{
    /// <summary>A fictional number, or one of a range newer than the library.</summary>
    Unknown = 1,
    Mobile,
    Fixed,
    FixedOrMobile,
    TollFree,
    PremiumRate,
    SharedCost,
    Voip,
    Personal,
    Pager,
    /// <summary>One number of a company that reaches it everywhere.</summary>
    Uan,
    VoiceMail,
}

/// <summary>What is done where a number changed hands lately, as far as can be told.</summary>
/// <param name="Within">1 hour to 100 days.</param>
/// <param name="Then">Where it did.</param>
/// <param name="WhenUnknown">Where nobody can tell; only of SIM swaps.</param>
public sealed record HoldRule(TimeSpan Within, HoldStep Then, HoldStep? WhenUnknown = null)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromHours(1), Longest = TimeSpan.FromDays(100);
}

/// <summary>What is known of a number's SIM card.</summary>
public enum SwapAnswer : byte
{
    /// <summary>The purpose does not ask.</summary>
    NotAsked = 0,
    /// <summary>It is the same for longer than the purpose asks.</summary>
    NotSwapped,
    Swapped,
    /// <summary>Nobody could tell: not configured, not reached, not monitored, not of this operator.</summary>
    Unknown,
}
