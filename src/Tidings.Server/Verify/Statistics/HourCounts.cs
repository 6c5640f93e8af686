using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Server.Verify.Statistics;

/// <summary>What became of the verifications that began in one hour (UTC), as a document: counts by purpose, country and carrier, and nothing of whom they were for.</summary>
internal sealed record HourCounts(IReadOnlyList<HourCell> Cells)
{
    public const string Kind = "verification-hour";

    /// <summary>Ids are in the order of time.</summary>
    public static string IdOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture);

    public static HourCounts Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, HourJson.Default.HourCounts) ?? new([]);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HourJson.Default.HourCounts);

    public HourCounts With(IEnumerable<HourCell> more) => new([.. Cells.Concat(more).GroupBy(static cell => (cell.Purpose, cell.Country, cell.Carrier)).Select(static same => same.Aggregate(HourCell.Sum))]);
}

/// <summary>Counts that can be added up.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 of the number, or <c>unknown</c>.</param>
/// <param name="Carrier">The carrier that had the last text, or <c>none</c>.</param>
internal sealed record HourCell(string Purpose, string Country, string Carrier)
{
    /// <summary>Upper bounds in seconds of what <see cref="Times"/> counts.</summary>
    public static IReadOnlyList<int> Bounds { get; } =
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90, 105, 120, 150, 180, 240, 300, 360, 420, 480, 600];

    public int Begun { get; init; }
    /// <summary>A carrier took the last text.</summary>
    public int Sent { get; init; }
    public int Approved { get; init; }
    public int Failed { get; init; }
    public int Expired { get; init; }
    public int Changed { get; init; }
    public int Cancelled { get; init; }
    public int Superseded { get; init; }
    /// <summary>Verifications of which another code was sent, however often.</summary>
    public int Resent { get; init; }
    /// <summary>Whose last text is known not to have arrived when it ended.</summary>
    public int Undelivered { get; init; }
    /// <summary>Of the approved ones: how many took so long.</summary>
    public IReadOnlyList<int> Times { get => field ?? []; init; }

    public static HourCell Sum(HourCell a, HourCell b) => a with
    {
        Begun = a.Begun + b.Begun, Sent = a.Sent + b.Sent, Approved = a.Approved + b.Approved, Failed = a.Failed + b.Failed, Expired = a.Expired + b.Expired, Changed = a.Changed + b.Changed,
        Cancelled = a.Cancelled + b.Cancelled, Superseded = a.Superseded + b.Superseded, Resent = a.Resent + b.Resent, Undelivered = a.Undelivered + b.Undelivered,
        Times = a.Times.Count == 0 ? b.Times : b.Times.Count == 0 ? a.Times : [.. a.Times.Zip(b.Times, static (one, other) => one + other)],
    };

    public static IReadOnlyList<int> Took(TimeSpan time)
    {
        var times = new int[Bounds.Count];
        var place = 0;
        while (place < times.Length - 1 && time.TotalSeconds > Bounds[place])
            place++;
        times[place] = 1;
        return times;
    }

    /// <summary>The bound, in seconds, under which this part of the approved ones lies.</summary>
    public int? Quantile(double part)
    {
        var (all, below) = (Times.Sum(), 0);
        for (var i = 0; i < Times.Count; i++)
            if (all > 0 && (below += Times[i]) >= all * part)
                return Bounds[i];
        return null;
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(HourCounts))]
internal sealed partial class HourJson : JsonSerializerContext;
