using Tidings.Core.Deliver.Routing;

namespace Tidings.Server.Deliver.Routing;

/// <summary>
/// How well one carrier delivers, by country, over a window that moves in tenths. Bounded: a row a country. Judged by final receipts as they come, by texts that have none when they should, and so by nothing at the
/// start; what is accepted is counted for those who watch.
/// </summary>
/// <param name="reports">It is asked for receipts of how texts ended. One that is not is not judged.</param>
internal sealed class Health(HealthOptions options, TimeProvider time, bool reports = true)
{
    const int Parts = 10;
    const int Countries = 256;
    /// <summary>Of one that ails or was measured so few suffice: since then it gets texts for trial alone.</summary>
    const int Proof = 10;

    readonly Lock _lock = new();
    readonly CountryHealth?[] _countries = new CountryHealth?[Countries];
    readonly byte[] _ailments = new byte[Countries];
    readonly double[] _medians = NotMeasured();
    readonly int[] _turns = new int[Countries];
    readonly TimeSpan _part = options.Window / Parts;
    readonly int _late = (int)Math.Ceiling(options.ReceiptWithin / (options.Window / Parts));
    long _partAt = time.GetTimestamp();
    int _now;

    int Ring => Parts + _late + 1;

    /// <summary>What is wrong with it there. Learned anew at each <see cref="Tick"/>.</summary>
    public Ailment AilmentIn(byte country) => (Ailment)Volatile.Read(ref _ailments[country]);

    public bool IsAiling(byte country) => AilmentIn(country) != Ailment.None;

    /// <summary>Seconds from its answer to its receipt, of one text that is delivered like another. NaN: too few to say. Learned as the other.</summary>
    public double MedianIn(byte country) => Volatile.Read(ref _medians[country]);

    /// <summary>Whether it needs much longer there than the quickest of those that can take a text in its place.</summary>
    /// <param name="quickest">Seconds; infinite: nobody's are known.</param>
    public bool IsSlow(byte country, double quickest) =>
        options.Slower > 0 && MedianIn(country) is var median && median >= options.SlowFrom.TotalSeconds && median > quickest * options.Slower;

    /// <summary>Whether this text, which is to go by another because it ails or is slow there, tries it: one in some.</summary>
    public bool IsTurn(byte country) => options.Trial > 0 && (uint)Interlocked.Increment(ref _turns[country]) % (uint)options.Trial == 0;

    public void Accepted(byte country)
    {
        lock (_lock)
            Now_NeedsLock(country).Accepted++;
    }

    /// <summary>It took a text and gave it a name by which a receipt can come.</summary>
    public void Taken(byte country)
    {
        lock (_lock)
            Now_NeedsLock(country).Taken++;
    }

    /// <summary>A text without a final receipt is not known any more, for want of room: as if it had not been taken.</summary>
    /// <param name="since">From the carrier's answer until now.</param>
    public void Forgotten(byte country, TimeSpan since)
    {
        lock (_lock)
        {
            Move_NeedsLock();
            if (AgoOf_NeedsLock(since) is var ago && ago < Ring && _countries[country] is { } known && known.Of(_now, ago).Taken > 0)
                known.Of(_now, ago).Taken--;
        }
    }

    /// <summary>The first final receipt of a text, whatever it says.</summary>
    /// <param name="took">From the carrier's answer to it.</param>
    public void Reported(byte country, TimeSpan took)
    {
        if (took > options.ReceiptWithin)
            return;
        lock (_lock)
        {
            Move_NeedsLock();
            if (AgoOf_NeedsLock(took) is var ago && ago < Ring)
                (_countries[country] ??= new(Parts, _late)).Of(_now, ago).InTime++;
        }
    }

    /// <param name="took">From the carrier's answer to its receipt.</param>
    public void Delivered(byte country, TimeSpan took)
    {
        lock (_lock)
        {
            ref var part = ref Now_NeedsLock(country);
            part.Delivered++;
            part.Seconds += took.TotalSeconds;
            part.Times.Add(took);
        }
    }

    /// <summary>A receipt that says it was not delivered and will not be.</summary>
    public void Failed(byte country)
    {
        lock (_lock)
            Now_NeedsLock(country).Failed++;
    }

    /// <summary>Called about once a second: the window moves, and who ails is judged.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            Move_NeedsLock();
            for (var country = 0; country < Countries && reports; country++)
            {
                if (_countries[country] is { } known)
                    Judge((byte)country, known.Sum(_now));
            }
        }
    }

    void Judge(byte country, in HealthPart sum)
    {
        var least = IsAiling(country) ? Math.Min(Proof, options.Receipts) : options.Receipts;
        var ended = sum.Delivered + sum.Failed;
        var ailment = ended >= least && sum.Delivered < ended * options.Delivered ? Ailment.Undelivered
            : sum.Taken >= least && Share.AtMost(sum.InTime, sum.Taken) < options.Reported ? Ailment.Silent
            : Ailment.None;
        Volatile.Write(ref _ailments[country], (byte)ailment);
        var enough = double.IsNaN(MedianIn(country)) ? options.Receipts : Math.Min(Proof, options.Receipts);
        Volatile.Write(ref _medians[country], sum.Times.Count >= enough ? sum.Times.Median : double.NaN);
    }

    /// <summary>The countries of which anything is known in the window.</summary>
    public IReadOnlyList<(byte Country, HealthPart Sum)> All()
    {
        lock (_lock)
        {
            Move_NeedsLock();
            return [.. Enumerable.Range(0, Countries).Where(country => _countries[country] is not null)
                .Select(country => ((byte)country, _countries[country]!.Sum(_now))).Where(static one => one.Item2 is not { Accepted: 0, Delivered: 0, Failed: 0, Taken: 0 })];
        }
    }

    ref HealthPart Now_NeedsLock(byte country)
    {
        Move_NeedsLock();
        return ref (_countries[country] ??= new(Parts, _late)).Of(_now, 0);
    }

    /// <summary>How many parts ago it was so long ago; <see cref="Ring"/> and more: it is counted no more.</summary>
    int AgoOf_NeedsLock(TimeSpan since) =>
        since <= time.GetElapsedTime(_partAt) ? 0 : (int)Math.Min(Ring, Math.Ceiling((since - time.GetElapsedTime(_partAt)) / _part));

    void Move_NeedsLock()
    {
        for (var passed = 0; passed < Ring && time.GetElapsedTime(_partAt) >= _part; passed++)
        {
            _now = (_now + 1) % Ring;
            _partAt += (long)(_part.TotalSeconds * time.TimestampFrequency);
            foreach (var country in _countries)
                country?.Empty(_now);
        }
        // After a long silence all parts are empty: the next begins now.
        if (time.GetElapsedTime(_partAt) >= _part)
            _partAt = time.GetTimestamp();
    }

    static double[] NotMeasured()
    {
        var medians = new double[Countries];
        Array.Fill(medians, double.NaN);
        return medians;
    }
}
