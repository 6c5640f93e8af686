using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Verify.Guards;

/// <summary>What guards all verifications together. Part of <see cref="PurposeList"/>.</summary>
public sealed record GuardSettings
{
    public FailureGuard Failures { get; init; } = new();
    public PumpingGuard Pumping { get; init; } = new();
}

/// <summary>
/// How many wrong codes of the whole installation are judged before it stops judging. A guess at a code of n digits is right once in 10^n: whoever has so many guesses, over however many accounts, may expect so many
/// times 10^-n takeovers.
/// </summary>
public sealed record FailureGuard
{
    public const int Greatest = 1_000_000;
    public static readonly TimeSpan LongestWithin = TimeSpan.FromHours(24), LongestPause = TimeSpan.FromDays(7);

    /// <summary>Wrong codes within <see cref="Within"/> that are judged; the next one trips. Default 1,000; 0: no limit.</summary>
    public int Most { get; init; } = 1_000;
    /// <summary>1 minute to 24 hours, in whole minutes. Default 10 minutes.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(10);
    /// <summary>Wrong codes within 24 hours, for whoever stays below the other. Default 5,000; 0: no limit.</summary>
    public int ADay { get; init; } = 5_000;
    /// <summary>So many times what is usual in a minute at this hour of the day also trips, above a tenth of <see cref="Most"/>: 2 to 1,000. Default 10; 0: what is usual does not matter.</summary>
    public int Times { get; init; } = 10;
    /// <summary>How long nothing is begun or judged after it tripped: 1 minute to 7 days. Default 15 minutes.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>Only a person lets it go on. Default: it goes on by itself after <see cref="For"/>.</summary>
    public bool UntilResumed { get; init; }
    /// <summary>What whoever begins one meanwhile is told: to come later, or to use another way. Codes are judged in neither case.</summary>
    public HoldStep Then { get; init; } = HoldStep.Wait;
}

/// <summary>
/// When codes to a prefix (numbers that differ in their last four digits) are taken for pumping: somebody who earns by texts has them sent to numbers of his own, and nobody types the codes.
/// </summary>
public sealed record PumpingGuard
{
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromHours(1), LongestWindow = TimeSpan.FromDays(7);

    /// <summary>Default: it looks, and stops nothing.</summary>
    public PumpingMode Mode { get; init; } = PumpingMode.Monitor;
    /// <summary>Of a hundred codes so many are typed at the least: 1 to 90. What is surely below (99.5 %, Wilson's bound) is pumping. Default 20.</summary>
    public int Conversion { get; init; } = 20;
    /// <summary>How long codes count: 1 hour to 7 days. What is counted is the running half of it and the whole one before. Default 24 hours.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(24);
    /// <summary>Codes that nobody typed, to a prefix from which nobody ever did, while such prefixes of its country are pumped as a whole: 1 to 100. Default 2.</summary>
    public int Trial { get; init; } = 2;
    /// <summary>How long nothing goes to a prefix that is blocked: 1 hour to 7 days; of one that is limited a code goes each tenth part. Default 6 hours.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromHours(6);
}

/// <summary>What a guard does about what it finds.</summary>
[JsonConverter(typeof(KebabEnumConverter<PumpingMode>))]
public enum PumpingMode : byte
{
    /// <summary>It is counted and shown, and stops nothing.</summary>
    Monitor = 1,
    /// <summary>A code goes now and then, so that a prefix can show that it is honest.</summary>
    Limit,
    /// <summary>None goes until its time is over, or a person unblocks it.</summary>
    Block,
}

/// <summary>Whether a rule is kept, or only counted.</summary>
[JsonConverter(typeof(KebabEnumConverter<GuardMode>))]
public enum GuardMode : byte
{
    Monitor = 1,
    Enforce,
}

/// <summary>What is done about a number that may be in wrong hands; the later, the stricter.</summary>
[JsonConverter(typeof(KebabEnumConverter<HoldStep>))]
public enum HoldStep : byte
{
    Send = 1,
    /// <summary>The caller is told to come later.</summary>
    Wait,
    /// <summary>The caller is told to use another way than a text.</summary>
    StepUp,
    /// <summary>It is answered as always, and nothing is sent.</summary>
    Deny,
}
