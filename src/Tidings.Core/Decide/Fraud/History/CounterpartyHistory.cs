namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// What is remembered of one terminal, merchant, payee or device, over all customers: its payments and which of them turned out to be frauds. It has an owner of its own and is no part of a customer's state. Safe for many threads: those who decide ask while others tell.
/// </summary>
/// <remarks>
/// Exact for its last 256 payments within 30 days and the delay; what is older than those counts by totals of six hours. A label may come at any time and may be corrected while its payment is among those; a fraud that
/// comes later still counts in its total, and what was genuine then does not. A payment that comes late is taken to be of the last one's time, as with customers.
/// </remarks>
public sealed class CounterpartyHistory(uint delay = Seconds.Week)
{
    public const int MostEntries = 256;
    const uint Fraud = 1, Genuine = 2, LabelBits = 3;

    readonly Lock _turn = new();
    EntryRing _recent;
    SpilledEntries? _spilled;
    uint _last;

    /// <summary>Bytes that this history takes: what it has allocated, headers included.</summary>
    public int Bytes => 112 + _recent.Bytes + (_spilled is null ? 0 : SpilledEntries.Bytes);

    public void Add(in Payment payment)
    {
        using var turn = _turn.EnterScope();
        _last = Math.Max(_last, payment.At);
        if (_recent.Add(EntryRing.Entry(_last, (uint)payment.Id << 2), delay + Seconds.Month, MostEntries, out var evicted))
            (_spilled ??= new()).Add(EntryRing.SecondsOf(evicted), ((uint)evicted & LabelBits) == Fraud ? 1 : 0);
    }

    /// <summary>A payment that was added turned out to be fraud or genuine. Nothing, if it is not remembered any more.</summary>
    public void Confirm(in Payment payment, bool fraud)
    {
        using var turn = _turn.EnterScope();
        var print = (uint)payment.Id << 2;
        for (var age = 0; age < _recent.Count; age++)
        {
            var entry = _recent[age];
            if (((uint)entry & ~LabelBits) == print && EntryRing.SecondsOf(entry) >= payment.At)
            {
                _recent.Set(age, entry & ~(ulong)LabelBits | (fraud ? Fraud : Genuine));
                return;
            }
            if (EntryRing.SecondsOf(entry) < payment.At)
                return;
        }
        if (fraud)
            _spilled?.AddFraud(payment.At);
    }

    public CounterpartyTotals TotalsAt(uint now)
    {
        using var turn = _turn.EnterScope();
        now = Math.Max(now, _last);
        var totals = new CounterpartyTotals { SinceRunBegan = -1, SinceFraud = -1 };
        if (_spilled is { } spilled)
            AddSpilled(spilled, now, ref totals);
        var runs = true;
        for (var age = 0; age < _recent.Count; age++)
        {
            var entry = _recent[age];
            var since = now - EntryRing.SecondsOf(entry);
            if (since >= delay + Seconds.Month)
                break;
            var label = (uint)entry & LabelBits;
            AddUpToNow(since, label == Fraud, ref totals);
            if (since >= delay)
                AddDelayed(since - delay, label == Fraud, ref totals);
            if (label == Fraud)
            {
                if (totals.SinceFraud < 0)
                    totals.SinceFraud = since;
                if (runs)
                    (totals.Run, totals.SinceRunBegan) = (totals.Run + 1, since);
            }
            else if (label == Genuine)
            {
                runs = false;
                if (totals.SinceFraud < 0)
                    totals.GenuineSince++;
            }
        }
        return totals;
    }

    /// <summary>The time of its newest payment, seconds since 1970.</summary>
    public uint Last => _last;

    /// <summary>What <see cref="Restore"/> makes the same history of.</summary>
    internal SavedCounterpartyHistory Save()
    {
        using var turn = _turn.EnterScope();
        return new() { Recent = _recent.Save(), Spilled = _spilled?.Save(), Last = _last };
    }

    internal static CounterpartyHistory Restore(SavedCounterpartyHistory saved, uint delay = Seconds.Week) =>
        new(delay) { _recent = EntryRing.Of(saved.Recent), _spilled = SpilledEntries.Of(saved.Spilled), _last = saved.Last };

    static void AddUpToNow(uint since, bool fraud, ref CounterpartyTotals totals)
    {
        var one = fraud ? 1 : 0;
        if (since >= Seconds.Month)
            return;
        (totals.Month, totals.FraudsMonth) = (totals.Month + 1, totals.FraudsMonth + one);
        if (since >= Seconds.Week)
            return;
        (totals.Week, totals.FraudsWeek) = (totals.Week + 1, totals.FraudsWeek + one);
        if (since < Seconds.Day)
            (totals.Day, totals.FraudsDay) = (totals.Day + 1, totals.FraudsDay + one);
    }

    static void AddDelayed(uint since, bool fraud, ref CounterpartyTotals totals)
    {
        var one = fraud ? 1 : 0;
        if (since >= Seconds.Month)
            return;
        (totals.DelayedMonth, totals.DelayedFraudsMonth) = (totals.DelayedMonth + 1, totals.DelayedFraudsMonth + one);
        if (since >= Seconds.Week)
            return;
        (totals.DelayedWeek, totals.DelayedFraudsWeek) = (totals.DelayedWeek + 1, totals.DelayedFraudsWeek + one);
        if (since < Seconds.Day)
            (totals.DelayedDay, totals.DelayedFraudsDay) = (totals.DelayedDay + 1, totals.DelayedFraudsDay + one);
    }

    void AddSpilled(SpilledEntries spilled, long now, ref CounterpartyTotals totals)
    {
        (totals.Day, totals.FraudsDay) = Of(now - Seconds.Day, now);
        (totals.Week, totals.FraudsWeek) = Of(now - Seconds.Week, now);
        (totals.Month, totals.FraudsMonth) = Of(now - Seconds.Month, now);
        var then = now - delay;
        (totals.DelayedDay, totals.DelayedFraudsDay) = Of(then - Seconds.Day, then);
        (totals.DelayedWeek, totals.DelayedFraudsWeek) = Of(then - Seconds.Week, then);
        (totals.DelayedMonth, totals.DelayedFraudsMonth) = Of(then - Seconds.Month, then);

        (int, int) Of(long from, long to)
        {
            var (count, frauds) = spilled.Within(from, to);
            return (count, (int)frauds);
        }
    }
}
