using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// What is remembered of one customer to tell the unusual by. One thread at a time: the owner of the customer's partition. The answer to what was before is taken first, then the payment is added.
/// </summary>
/// <remarks>
/// Counts and sums over an hour, a day, 7 and 30 days are exact for 256 payments in 30 days; beyond that the older end of a window is rounded up by at most six hours (<see cref="SpilledEntries"/>).
/// A payment that comes late, with a time before the last one's, is taken to be of the last one's time: the order of the partition is the order.
/// </remarks>
public sealed class CustomerHistory
{
    /// <summary>So many payments of 30 days are remembered one by one.</summary>
    public const int MostEntries = 256;
    /// <summary>Unusual payments lately and confirmed frauds fade by half in so many seconds.</summary>
    const double HalfLife = Seconds.Week;

    EntryRing _recent;
    SpilledEntries? _spilled;
    AmountSketch _amounts;
    HourProfile _hours;
    KnownPrints _known;
    uint _last;
    float _latitude = float.NaN, _longitude = float.NaN;
    uint _placedAt;
    float _unusual;
    float _confirmed;
    uint _confirmedAt;

    /// <summary>Whether anything was ever paid.</summary>
    public bool IsNew => _amounts.Seen == 0;

    internal ref readonly AmountSketch Amounts => ref _amounts;
    internal ref readonly HourProfile Hours => ref _hours;
    internal ref readonly KnownPrints Known => ref _known;

    /// <summary>Bytes that this history takes: what it has allocated, headers included.</summary>
    public int Bytes => 344 + _recent.Bytes + (_spilled is null ? 0 : SpilledEntries.Bytes);

    /// <summary>Seconds since the last payment; -1: there was none.</summary>
    internal double Since(uint at) => IsNew ? -1 : Clamped(at) - _last;

    /// <summary>Payments far above the own mean lately, in deviations above three, faded by half a week after week. No label is needed for it.</summary>
    internal double UnusualLately(uint at) => IsNew ? 0 : Faded(_unusual, Clamped(at) - _last);

    /// <summary>Frauds that were confirmed, faded likewise.</summary>
    internal double ConfirmedLately(uint at) => _confirmed == 0 ? 0 : Faded(_confirmed, at > _confirmedAt ? at - _confirmedAt : 0);

    /// <summary>Seconds since the latest payment that is known to be fraud; -1: none.</summary>
    internal double SinceConfirmed(uint at) => _confirmed == 0 ? -1 : at > _confirmedAt ? at - _confirmedAt : 0;

    /// <summary>Kilometres an hour from the last place that was known, over a minute at least; -1: a place is not known.</summary>
    internal double Speed(in Payment payment)
    {
        if (float.IsNaN(_latitude) || float.IsNaN(payment.Latitude) || float.IsNaN(payment.Longitude))
            return -1;
        return Places.Kilometres(_latitude, _longitude, payment.Latitude, payment.Longitude) * 3600 / Math.Max(60, Clamped(payment.At) - _placedAt);
    }

    public CustomerTotals TotalsAt(uint at)
    {
        at = Clamped(at);
        var totals = default(CustomerTotals);
        if (_spilled is { } spilled)
        {
            (totals.CountHour, totals.SumHour) = spilled.Within(at - (long)Seconds.Hour, at);
            (totals.CountDay, totals.SumDay) = spilled.Within(at - (long)Seconds.Day, at);
            (totals.CountWeek, totals.SumWeek) = spilled.Within(at - (long)Seconds.Week, at);
            (totals.CountMonth, totals.SumMonth) = spilled.Within(at - (long)Seconds.Month, at);
        }
        for (var age = 0; age < _recent.Count; age++)
        {
            var entry = _recent[age];
            var since = at - EntryRing.SecondsOf(entry);
            if (since >= Seconds.Month)
                break;
            double minor = BitConverter.UInt32BitsToSingle((uint)entry);
            totals.CountMonth++;
            totals.SumMonth += minor;
            if (since >= Seconds.Week)
                continue;
            totals.CountWeek++;
            totals.SumWeek += minor;
            if (since >= Seconds.Day)
                continue;
            totals.CountDay++;
            totals.SumDay += minor;
            if (since >= Seconds.Hour)
                continue;
            totals.CountHour++;
            totals.SumHour += minor;
        }
        return totals;
    }

    public void Add(in Payment payment)
    {
        var at = Clamped(payment.At);
        var above = (float)Math.Clamp(_amounts.Z(payment.Amount) - 3, 0, 10);
        _unusual = (float)UnusualLately(at) + above;
        if (_recent.Add(EntryRing.Entry(at, BitConverter.SingleToUInt32Bits(payment.Minor)), Seconds.Month, MostEntries, out var evicted))
            (_spilled ??= new()).Add(EntryRing.SecondsOf(evicted), BitConverter.UInt32BitsToSingle((uint)evicted));
        _amounts.Add(payment.Amount);
        _hours.Add(Calendar.HourOf(payment));
        _known.Add(payment);
        if (!float.IsNaN(payment.Latitude) && !float.IsNaN(payment.Longitude))
            (_latitude, _longitude, _placedAt) = (payment.Latitude, payment.Longitude, at);
        _last = at;
    }

    /// <summary>A payment of this customer's turned out to be fraud; told once for each. What turned out to be genuine teaches nothing here: it is what the history takes everything for.</summary>
    public void Confirm(in Payment payment)
    {
        var (older, newer) = (Math.Min(_confirmedAt, payment.At), Math.Max(_confirmedAt, payment.At));
        var atOlder = payment.At == older ? 1 : _confirmed;
        var atNewer = payment.At == older ? _confirmed : 1;
        _confirmed = _confirmedAt == 0 ? 1 : (float)Faded(atOlder, newer - older) + atNewer;
        _confirmedAt = newer;
    }

    struct Habits
    {
        public AmountSketch Amounts;
        public HourProfile Hours;
        public KnownPrints Known;
    }

    const byte Form = 1;

    /// <summary>What <see cref="Restore"/> makes the same history of.</summary>
    internal SavedCustomerHistory Save()
    {
        var habits = new Habits { Amounts = _amounts, Hours = _hours, Known = _known };
        return new SavedCustomerHistory
        {
            Recent = _recent.Save(), Spilled = _spilled?.Save(), Habits = MemoryMarshal.AsBytes(new ReadOnlySpan<Habits>(in habits)).ToArray(), Last = _last, Latitude = _latitude, Longitude = _longitude,
            PlacedAt = _placedAt, Unusual = _unusual, Confirmed = _confirmed, ConfirmedAt = _confirmedAt, Form = Form,
        };
    }

    /// <summary>One that another version wrote otherwise begins anew: its features are unknown again, and nothing else suffers.</summary>
    internal static CustomerHistory Restore(SavedCustomerHistory? saved)
    {
        if (saved is not { Form: Form } read || read.Habits.Length != Unsafe.SizeOf<Habits>())
            return new();
        var habits = MemoryMarshal.Read<Habits>(read.Habits);
        return new()
        {
            _recent = EntryRing.Of(read.Recent), _spilled = SpilledEntries.Of(read.Spilled), _amounts = habits.Amounts, _hours = habits.Hours, _known = habits.Known, _last = read.Last, _latitude = read.Latitude,
            _longitude = read.Longitude, _placedAt = read.PlacedAt, _unusual = read.Unusual, _confirmed = read.Confirmed, _confirmedAt = read.ConfirmedAt,
        };
    }

    uint Clamped(uint at) => Math.Max(at, _last);

    static double Faded(double value, double seconds) => value * Math.Pow(2, -seconds / HalfLife);
}
