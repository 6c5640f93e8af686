namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// What a ring had to let go while it may still be asked for, as totals of six hours: only busy keys have one. A total counts as a whole until it is past by its end, so that what is older than a ring remembers
/// stays in a window for up to six hours too long, and never leaves it too early.
/// </summary>
internal sealed class SpilledEntries
{
    /// <summary>Seconds of one total.</summary>
    public const uint Width = 6 * Seconds.Hour;
    /// <summary>Thirty days and a delay of seven, and one that is begun.</summary>
    const int Totals = (37 * 4) + 2;

    readonly (uint Begins, int Count, double Sum)[] _totals = new (uint, int, double)[Totals];

    public const int Bytes = 24 + 24 + (16 * Totals);

    public void Add(uint at, double value)
    {
        ref var total = ref Of(at);
        total.Count++;
        total.Sum += value;
    }

    /// <summary>Adds to the sum of what was counted at this time, if that is remembered. Never more than was counted.</summary>
    public void AddFraud(uint at)
    {
        ref var total = ref _totals[at / Width % Totals];
        if (total.Begins == at / Width * Width)
            total.Sum = Math.Min(total.Count, total.Sum + 1);
    }

    /// <summary>What lies in (<paramref name="from"/>, <paramref name="to"/>], to the width of a total.</summary>
    public (int Count, double Sum) Within(long from, long to)
    {
        var (count, sum) = (0, 0d);
        foreach (ref readonly var total in _totals.AsSpan())
        {
            if (total.Count > 0 && total.Begins + Width > from && total.Begins <= to)
            {
                count += total.Count;
                sum += total.Sum;
            }
        }
        return (count, sum);
    }

    /// <summary>The totals that are not empty.</summary>
    public (uint Begins, int Count, double Sum)[] Save() => Array.FindAll(_totals, static total => total.Count > 0);

    /// <param name="saved">As <see cref="Save"/> gave them. Null or none: nothing was let go yet.</param>
    public static SpilledEntries? Of((uint Begins, int Count, double Sum)[]? saved)
    {
        if (saved is null or [])
            return null;
        var spilled = new SpilledEntries();
        foreach (var total in saved)
            spilled._totals[total.Begins / Width % Totals] = total;
        return spilled;
    }

    ref (uint Begins, int Count, double Sum) Of(uint at)
    {
        ref var total = ref _totals[at / Width % Totals];
        if (total.Begins != at / Width * Width)
            total = (at / Width * Width, 0, 0);
        return ref total;
    }
}
