using System.Globalization;
using System.Text.Json;

namespace Tidings.Client.Verifications;

/// <summary>Which verifications are counted, and by what.</summary>
public sealed record StatisticsQuery
{
    /// <summary>The first hour (UTC) in which they began. Null: a day before <see cref="To"/>.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Up to this hour and without it; at most 92 days after <see cref="From"/>. Null: the hour that goes on now is the last.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>By what they are grouped. Default by purpose.</summary>
    public StatisticsBy By { get; init; }

    /// <summary>As the address has it.</summary>
    internal string ToAddress() =>
        $"?by={JsonNamingPolicy.KebabCaseLower.ConvertName(By.ToString())}{(From is { } from ? $"&from={Text(from)}" : "")}{(To is { } to ? $"&to={Text(to)}" : "")}";

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>By what verifications are grouped.</summary>
public enum StatisticsBy
{
    /// <summary>What they were for.</summary>
    Purpose,
    /// <summary>The country of the number.</summary>
    Country,
    /// <summary>The carrier that had the last text.</summary>
    Carrier,
}

/// <summary>How verifications went on the whole. Each is counted when it has ended, in the hour in which it began.</summary>
/// <param name="From">The first hour.</param>
/// <param name="To">Up to this hour, and without it.</param>
/// <param name="All">All of them.</param>
/// <param name="Groups">By what was asked for; in the order of their names.</param>
public sealed record VerificationStatistics(DateTimeOffset From, DateTimeOffset To, VerificationCounts All, IReadOnlyList<VerificationCounts> Groups);

/// <summary>Counts of a group. Null: one to four, which might show a person, or what could be reckoned from them.</summary>
/// <param name="Name">Of the purpose, country or carrier; <c>all</c>.</param>
public sealed record VerificationCounts(string Name)
{
    /// <summary>How many began.</summary>
    public int? Begun { get; init; }

    /// <summary>Of how many a carrier took the last text.</summary>
    public int? Sent { get; init; }

    /// <summary>How many were approved.</summary>
    public int? Approved { get; init; }

    /// <summary>How many ended by wrong codes.</summary>
    public int? Failed { get; init; }

    /// <summary>Of how many the time ended first.</summary>
    public int? Expired { get; init; }

    /// <summary>How many ended since the payment was another by then.</summary>
    public int? Changed { get; init; }

    /// <summary>How many the bank ended.</summary>
    public int? Cancelled { get; init; }

    /// <summary>In place of how many another began.</summary>
    public int? Superseded { get; init; }

    /// <summary>Of how many more than one text was sent.</summary>
    public int? Resent { get; init; }

    /// <summary>Of how many the last text was not sent, or known not to arrive when they ended.</summary>
    public int? Undelivered { get; init; }

    /// <summary>Approved of begun, 0 to 1.</summary>
    public double? Conversion { get; init; }

    /// <summary>Resent of begun, 0 to 1.</summary>
    public double? ResendRate { get; init; }

    /// <summary>Half of the approved ones took no longer, in seconds from the beginning.</summary>
    public int? MedianSeconds { get; init; }

    /// <summary>Likewise 95 of 100; where twenty or more were approved.</summary>
    public int? P95Seconds { get; init; }
}
