using System.Collections.Concurrent;
using System.Globalization;
using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Deliver.Routing;

/// <summary>
/// The routes of an installation. The first that fits a text is its route; where none fits, all carriers in their order. What was found is kept by the
/// first digits of numbers, a bounded number of them: routes and prices ask for no more digits than those.
/// </summary>
/// <param name="prices">By the carriers' positions.</param>
public sealed class RouteBook(IReadOnlyList<Route> routes, IReadOnlyList<PriceTable> prices)
{
    /// <summary>The most digits of a prefix.</summary>
    public const int PrefixDigits = 8;
    const int Kept = 50_000;

    readonly Route _otherwise = new([], [], [], [.. Enumerable.Range(0, prices.Count).Select(static i => (byte)i)], Preference.Order);
    readonly ConcurrentDictionary<(ulong Prefix, MessageClass Class), Course> _known = new();

    public Course Of(Msisdn to, MessageClass of)
    {
        if (to.Digits is not { Length: >= PrefixDigits } digits || !ulong.TryParse(digits.AsSpan(0, PrefixDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
            return Find(to, of);
        if (_known.TryGetValue((prefix, of), out var known))
            return known;
        var found = Find(to, of);
        if (_known.Count < Kept)
            _known.TryAdd((prefix, of), found);
        return found;
    }

    Course Find(Msisdn to, MessageClass of)
    {
        var country = NumberingPlan.CountryOf(to);
        var route = routes.FirstOrDefault(route => route.Fits(to.Digits, country, of)) ?? _otherwise;
        var order = route.Prefer == Preference.Cost
            ? route.Carriers.OrderBy(carrier => prices[carrier].Of(to.Digits, country) ?? decimal.MaxValue)
            : route.Carriers.AsEnumerable();
        return new([.. order], country);
    }
}
