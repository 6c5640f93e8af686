namespace Tidings.Core.Deliver.Surges;

/// <summary>What a class usually sends in a minute, by the hour of the day: the busiest minute of each hour of the last 14 days. Not safe for threads.</summary>
public sealed class UsualRate
{
    /// <summary>How far back it remembers.</summary>
    public const int Days = 14;
    const int Hours = Days * 24;

    /// <summary>The first hour that was watched, in hours since 1970. Before a whole day is known, nothing is usual.</summary>
    public long Since { get; init; }
    /// <summary>The newest hour in <see cref="Busiest"/>.</summary>
    public long Newest { get; private set; }
    /// <summary>By hour modulo 336.</summary>
    public int[] Busiest { get; init; } = new int[Hours];

    /// <summary>One that begins to watch in this hour.</summary>
    public static UsualRate From(long hour) => new() { Since = hour, Newest = hour };

    /// <summary>As it was remembered. Null: it is none.</summary>
    public static UsualRate? Of(long since, long newest, int[] busiest) =>
        busiest.Length == Hours && since <= newest ? new() { Since = since, Newest = newest, Busiest = busiest } : null;

    /// <summary>Hours since 1970.</summary>
    public static long HourOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 3600;

    /// <summary>So many went in a minute of this hour.</summary>
    public void Record(long hour, int texts)
    {
        if (hour < Newest)
            return;
        for (var passed = Math.Max(Newest + 1, hour - Hours + 1); passed <= hour; passed++)
            Busiest[passed % Hours] = 0;
        Newest = hour;
        Busiest[hour % Hours] = Math.Max(Busiest[hour % Hours], texts);
    }

    /// <summary>The busiest minute of this hour of the day, and of the hours beside it, on the days before. Null: no whole day is known yet.</summary>
    public int? Usual(long hour)
    {
        if (hour - Since < 24)
            return null;
        var most = 0;
        for (var day = 1; day <= Days; day++)
            for (var beside = -1; beside <= 1; beside++)
                if (hour - (day * 24) + beside is var then && then >= Since && then > hour - Hours && then <= Newest)
                    most = Math.Max(most, then > Newest - Hours ? Busiest[then % Hours] : 0);
        return most;
    }
}
