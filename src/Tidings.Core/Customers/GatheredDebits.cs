using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>Small debits that wait to be told together. Kept as totals by currency, which are never summed with each other: so many debits take no more room than one.</summary>
/// <param name="Due">When they are told.</param>
[MemoryPackable]
public sealed partial record GatheredDebits(DateTimeOffset Due, DebitTotal[] Totals)
{
    /// <summary>The most debits, and the most currencies; what comes beyond is told by itself.</summary>
    public const int MostDebits = 500, MostCurrencies = 8;

    /// <summary>How many there are together.</summary>
    [MemoryPackIgnore] public int Count => Totals.Sum(static total => total.Count);

    /// <summary>Whether one more of this currency finds room.</summary>
    public bool HasRoomFor(string currency) => Count < MostDebits && (Totals.Length < MostCurrencies || Array.Exists(Totals, total => total.Currency == currency));

    internal static GatheredDebits With(GatheredDebits? before, DebitGathered one)
    {
        var totals = before?.Totals ?? [];
        var at = Array.FindIndex(totals, total => total.Currency == one.Amount.Currency);
        DebitTotal[] after = at < 0 ? [.. totals, new(SharedText.Of(one.Amount.Currency), 1, one.Amount.Amount, one.Amount.Amount)] : [.. totals];
        if (at >= 0)
            after[at] = new(totals[at].Currency, totals[at].Count + 1, totals[at].Total + one.Amount.Amount, Math.Max(totals[at].Largest, one.Amount.Amount));
        return new(before?.Due ?? one.Due, after);
    }
}

/// <summary>Gathered debits of one currency.</summary>
/// <param name="Total">In major units, as <paramref name="Largest"/>.</param>
[MemoryPackable]
public readonly partial record struct DebitTotal(string Currency, int Count, decimal Total, decimal Largest);
