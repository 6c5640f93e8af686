using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Policies;

/// <summary>What an effect needs to know; the reader lets each effect have its own members only.</summary>
public sealed record PolicyParams
{
    /// <summary>require: the text names the bank as its settings do.</summary>
    public bool? BankName { get; init; }
    /// <summary>require: the text has the bank's hotline.</summary>
    public bool? Hotline { get; init; }
    /// <summary>require: the longest text in characters, 1 to 2,000.</summary>
    public int? MostCharacters { get; init; }
    /// <summary>require: one of them stands in the text, in whatever case.</summary>
    public IReadOnlyList<string>? AnyOf { get; init; }
    /// <summary>require: the bank's settings have a sender for the number's country.</summary>
    public bool? RegisteredSender { get; init; }
    /// <summary>limit: 1 to 100 texts.</summary>
    public int? Most { get; init; }
    /// <summary>limit: within this time, 1 minute to 31 days.</summary>
    public TimeSpan? Window { get; init; }
    /// <summary>limit: what is counted apart. Always the customer.</summary>
    public IReadOnlyList<CountedBy>? Per { get; init; }
    /// <summary>defer: the first local time of day at which it may be sent.</summary>
    public TimeOnly? From { get; init; }
    /// <summary>defer: the local time of day from which it may not be sent any more.</summary>
    public TimeOnly? Until { get; init; }
    /// <summary>must-send: quiet hours do not hold it either.</summary>
    public bool? AtOnce { get; init; }
    /// <summary>exempt: ids of the require, limit and defer rules that do not hold.</summary>
    public IReadOnlyList<string>? Rules { get; init; }
}

[JsonConverter(typeof(KebabEnumConverter<CountedBy>))]
public enum CountedBy : byte { Alert = 1, Account }
