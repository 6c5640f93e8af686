using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Events;
using Tidings.Core.Ports;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Verify.Statistics;

/// <summary><c>GET /v1/verifications/statistics</c>: how verifications go on the whole, without a person in it.</summary>
internal static class StatisticsEndpoint
{
    /// <summary>Fewer are not told, so that nobody sees one person among them.</summary>
    public const int Fewest = 5;
    /// <summary>Of fewer, the slowest twentieth is one person.</summary>
    const int FewestForTail = 20;
    const int Page = 200;
    static readonly TimeSpan Longest = TimeSpan.FromDays(92), Usual = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/verifications/statistics", Get)
        .WithTags("Verifications").WithName("GetVerificationStatistics").WithSummary("How many verifications began, were approved and failed, how fast, by purpose, country or carrier")
        .WithDescription("Each is counted when it has ended, in the hour (UTC) in which it began; it takes some twenty seconds. Counts of one to four are left out. Those that were asked for whom nobody knows are not counted.")
        .Produces<VerificationStatistics>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    static async Task<IResult> Get([AsParameters] StatisticsAsked asked, HttpContext http, IStore store, TimeProvider clock)
    {
        http.Response.Headers.CacheControl = "no-store";
        var wrong = new List<FieldError>();
        var to = Time("to", asked.To, clock.GetUtcNow() + TimeSpan.FromHours(1), wrong);
        var from = Time("from", asked.From, to - DateTimeOffset.MinValue > Usual ? to - Usual : DateTimeOffset.MinValue, wrong);
        if (from > to || to - from > Longest)
            wrong.Add(new("from", FieldCodes.Range, $"It is after the end, or more than {Longest.TotalDays:0} days before it.", "Ask for a shorter time."));
        Func<HourCell, string>? name = asked.By switch
        {
            null or "purpose" => static cell => cell.Purpose,
            "country" => static cell => cell.Country,
            "carrier" => static cell => cell.Carrier,
            _ => null,
        };
        if (name is null)
            wrong.Add(new("by", FieldCodes.UnknownValue, "Nothing is counted by it.", "Write purpose, country or carrier."));
        if (wrong.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = wrong };
        var cells = await Read(store, HourCounts.IdOf(from), HourCounts.IdOf(to), http.RequestAborted);
        return Results.Json(new(from, to, asked.By ?? "purpose", Group("all", cells), [.. cells.GroupBy(name!).OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => Group(group.Key, group))]),
            StatisticsJson.Default.VerificationStatistics);
    }

    static async Task<List<HourCell>> Read(IStore store, string from, string before, CancellationToken cancel)
    {
        var cells = new List<HourCell>();
        while (await store.ReadLastDocuments(HourCounts.Kind, before, Page, cancel) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (string.CompareOrdinal(row.Id, from) < 0)
                    return cells;
                cells.AddRange(HourCounts.Read(row.Body.Span).Cells);
            }
            before = page[^1].Id;
        }
        return cells;
    }

    static StatisticsGroup Group(string name, IEnumerable<HourCell> cells)
    {
        var sum = cells.Aggregate(new HourCell(name, "", ""), HourCell.Sum);
        // Of so few nothing more is told.
        if (Told(sum.Begun) is null)
            return new(name);
        return new(name)
        {
            Begun = sum.Begun, Sent = Told(sum.Sent), Approved = Told(sum.Approved), Failed = Told(sum.Failed), Expired = Told(sum.Expired), Changed = Told(sum.Changed), Cancelled = Told(sum.Cancelled),
            Superseded = Told(sum.Superseded), Resent = Told(sum.Resent), Undelivered = Told(sum.Undelivered), Conversion = Rate(sum.Approved, sum.Begun), ResendRate = Rate(sum.Resent, sum.Begun),
            MedianSeconds = sum.Approved >= Fewest ? sum.Quantile(0.5) : null, P95Seconds = sum.Approved >= FewestForTail ? sum.Quantile(0.95) : null,
        };
    }

    static int? Told(int count) => count is > 0 and < Fewest ? null : count;

    static double? Rate(int part, int all) => all == 0 || Told(part) is null ? null : Math.Round((double)part / all, 3);

    static DateTimeOffset Time(string name, string? text, DateTimeOffset otherwise, List<FieldError> wrong)
    {
        if (text is null)
            return otherwise;
        if (DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        wrong.Add(new(name, FieldCodes.Format, "This is no time.", "Write it like 2026-11-25T12:00:00Z. Minutes do not matter."));
        return otherwise;
    }
}

internal sealed record StatisticsAsked
{
    [Description("The first hour in which verifications began that are counted: 2026-11-25T12:00:00Z. Left out: a day before to.")]
    public string? From { get; init; }
    [Description("Up to this hour, and without it. Left out: the hour that goes on now is the last.")]
    public string? To { get; init; }
    [Description("purpose, country or carrier. Left out: purpose.")]
    public string? By { get; init; }
}

internal sealed record VerificationStatistics(DateTimeOffset From, DateTimeOffset To, string By, StatisticsGroup All, IReadOnlyList<StatisticsGroup> Groups);

/// <summary>Numbers from one to four, and what could be reckoned from them, are null and left out.</summary>
internal sealed record StatisticsGroup(string Name)
{
    public int? Begun { get; init; }
    [Description("The last text of which a carrier took.")]
    public int? Sent { get; init; }
    public int? Approved { get; init; }
    [Description("By wrong codes.")]
    public int? Failed { get; init; }
    public int? Expired { get; init; }
    public int? Changed { get; init; }
    public int? Cancelled { get; init; }
    public int? Superseded { get; init; }
    [Description("Of which more than one code was sent.")]
    public int? Resent { get; init; }
    [Description("The last text of which was known not to arrive when it ended, or was not sent.")]
    public int? Undelivered { get; init; }
    [Description("Approved of begun, 0 to 1.")]
    public double? Conversion { get; init; }
    [Description("Resent of begun, 0 to 1.")]
    public double? ResendRate { get; init; }
    [Description("Half of the approved ones took no longer, from the beginning; rounded up to the next step of counting.")]
    public int? MedianSeconds { get; init; }
    [Description("Likewise 95 of 100; where twenty or more were approved.")]
    public int? P95Seconds { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerificationStatistics))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
