namespace Tidings.Core.Deliver.Routing;

/// <summary>What one carrier asks for a segment: by the longest prefix that fits the number, else by its country, else what it asks everywhere.</summary>
public sealed class PriceTable
{
    /// <summary>The key of the price that holds everywhere else.</summary>
    public const string Anywhere = "*";

    readonly Dictionary<string, decimal> _byCountry = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(string Prefix, decimal Price)> _byPrefix = [];
    readonly decimal? _anywhere;

    /// <param name="prices">By country (<c>GB</c>), by prefix with a plus (<c>+4477</c>), or <see cref="Anywhere"/>.</param>
    public PriceTable(IEnumerable<KeyValuePair<string, decimal>> prices)
    {
        foreach (var (key, price) in prices)
        {
            if (key == Anywhere)
                _anywhere = price;
            else if (key.StartsWith('+'))
                _byPrefix.Add((key[1..], price));
            else
                _byCountry[key] = price;
        }
        _byPrefix.Sort(static (a, b) => b.Prefix.Length.CompareTo(a.Prefix.Length));
    }

    /// <summary>Null: it names no price for such a number.</summary>
    public decimal? Of(ReadOnlySpan<char> digits, string? country)
    {
        foreach (var (prefix, price) in _byPrefix)
        {
            if (digits.StartsWith(prefix))
                return price;
        }
        return country is not null && _byCountry.TryGetValue(country, out var ofCountry) ? ofCountry : _anywhere;
    }
}
