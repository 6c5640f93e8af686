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
/// <param name="callers">Those that make calls.</param>
public sealed class RouteBook(IReadOnlyList<Route> routes, IReadOnlyList<PriceTable> prices, CarrierMask callers = default)
{
    /// <summary>The most digits of a prefix.</summary>
    public const int PrefixDigits = 8;
    const int Kept = 50_000;

    readonly Route _otherwise = new([], [], [], [.. Enumerable.Range(0, prices.Count).Select(static i => (byte)i)], Preference.Order);
    readonly ConcurrentDictionary<(ulong Prefix, MessageClass Class, MessageChannel Channel), Course> _known = new();

    public Course Of(Msisdn to, MessageClass of, MessageChannel channel = MessageChannel.Text)
    {
        if (to.Digits is not { Length: >= PrefixDigits } digits || !ulong.TryParse(digits.AsSpan(0, PrefixDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
            return Find(to, of, channel);
        if (_known.TryGetValue((prefix, of, channel), out var known))
            return known;
        var found = Find(to, of, channel);
        if (_known.Count < Kept)
            _known.TryAdd((prefix, of, channel), found);
        return found;
    }

    Course Find(Msisdn to, MessageClass of, MessageChannel channel)
    {
        var country = NumberingPlan.CountryOf(to);
        var route = routes.FirstOrDefault(route => route.Fits(to.Digits, country, of)) ?? _otherwise;
        if (channel == MessageChannel.Voice)
            return new(Calling(route), country);
        var order = route.Prefer == Preference.Cost
            ? route.Carriers.OrderBy(carrier => prices[carrier].Of(to.Digits, country) ?? decimal.MaxValue)
            : route.Carriers.AsEnumerable();
        return new([.. order], country);
    }

    /// <summary>
    /// Routes and prices are about texts: those of the route that make calls, as they are named; where none of them does, any that does. Where nobody does it is the route's, and each of them refuses it.
    /// </summary>
    byte[] Calling(Route route)
    {
        byte[] those = [.. route.Carriers.Where(carrier => callers.Has(carrier))];
        if (those.Length == 0)
            those = [.. _otherwise.Carriers.Where(carrier => callers.Has(carrier))];
        return those.Length > 0 ? those : [.. route.Carriers];
    }
}
