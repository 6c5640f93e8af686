namespace Tidings.Server.Deliver.Routing;

/// <summary>
/// How well one carrier delivers, by country, over a window that moves in tenths. Bounded: a row a country. Judged by final receipts as they come, and so
/// by nothing at the start; what is accepted is counted for those who watch.
/// </summary>
internal sealed class Health(HealthOptions options, TimeProvider time)
{
    const int Parts = 10;
    const int Countries = 256;

    readonly Lock _lock = new();
    readonly CountryHealth?[] _countries = new CountryHealth?[Countries];
    readonly bool[] _ailing = new bool[Countries];
    readonly TimeSpan _part = options.Window / Parts;
    long _partAt = time.GetTimestamp();
    int _now;

    /// <summary>Whether it has delivered too few lately. Learned anew at each <see cref="Tick"/>.</summary>
    public bool IsAiling(byte country) => Volatile.Read(ref _ailing[country]);

    public void Accepted(byte country)
    {
        lock (_lock)
            Now_NeedsLock(country).Accepted++;
    }

    /// <param name="took">From the carrier's answer to its receipt.</param>
    public void Delivered(byte country, TimeSpan took)
    {
        lock (_lock)
        {
            ref var part = ref Now_NeedsLock(country);
            part.Delivered++;
            part.Seconds += took.TotalSeconds;
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
            for (var country = 0; country < Countries; country++)
            {
                if (_countries[country]?.Sum() is { } sum)
                    Volatile.Write(ref _ailing[country], sum.Delivered + sum.Failed >= options.Receipts && sum.Delivered < (sum.Delivered + sum.Failed) * options.Delivered);
            }
        }
    }

    /// <summary>The countries of which anything is known in the window.</summary>
    public IReadOnlyList<(byte Country, HealthPart Sum)> All()
    {
        lock (_lock)
        {
            Move_NeedsLock();
            return [.. Enumerable.Range(0, Countries).Where(country => _countries[country] is not null)
                .Select(country => ((byte)country, _countries[country]!.Sum())).Where(static one => one.Item2 is not { Accepted: 0, Delivered: 0, Failed: 0 })];
        }
    }

    ref HealthPart Now_NeedsLock(byte country)
    {
        Move_NeedsLock();
        return ref (_countries[country] ??= new(Parts)).Of(_now);
    }

    void Move_NeedsLock()
    {
        for (var passed = 0; passed < Parts && time.GetElapsedTime(_partAt) >= _part; passed++)
        {
            _now = (_now + 1) % Parts;
            _partAt += (long)(_part.TotalSeconds * time.TimestampFrequency);
            foreach (var country in _countries)
                country?.Empty(_now);
        }
        // After a long silence all parts are empty: the next begins now.
        if (time.GetElapsedTime(_partAt) >= _part)
            _partAt = time.GetTimestamp();
    }
}
