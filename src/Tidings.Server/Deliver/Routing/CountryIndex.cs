namespace Tidings.Server.Deliver.Routing;

/// <summary>Countries as small numbers, given out as they are met: 0 is none that is known, and so is every one beyond 255.</summary>
internal sealed class CountryIndex
{
    readonly Lock _lock = new();
    readonly Dictionary<string, byte> _numbers = new(StringComparer.Ordinal);
    readonly string?[] _countries = new string?[256];

    public byte Of(string? country)
    {
        if (country is null)
            return 0;
        lock (_lock)
        {
            if (_numbers.TryGetValue(country, out var known))
                return known;
            if (_numbers.Count == byte.MaxValue)
                return 0;
            var number = (byte)(_numbers.Count + 1);
            _countries[number] = country;
            _numbers.Add(country, number);
            return number;
        }
    }

    public string? this[byte number] => _countries[number];
}
