using System.Collections.Frozen;
using Tidings.Core.Deliver.Routing;
using CoreRoute = Tidings.Core.Deliver.Routing.Route;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Routing;

/// <summary>Makes the router of an installation from its configuration, which has been checked.</summary>
internal static class Routers
{
    /// <returns>Null: there is one carrier, and nothing to choose.</returns>
    public static Router? Of(IReadOnlyList<string> names, IReadOnlyList<CarrierOptions> carriers, RoutingOptions options, TimeProvider time)
    {
        if (names.Count == 1)
            return null;
        var countries = new CountryIndex();
        return new(
            new([.. options.Routes.Select(route => Route(names, route))], [.. carriers.Select(static carrier => new PriceTable(carrier.Prices))], Callers(carriers)),
            names, [.. carriers.Select(carrier => new CarrierStand(options, countries, time, carrier.Reports))], countries, options.ReceiptWithin, options.WaitAtMost);
    }

    static CarrierMask Callers(IReadOnlyList<CarrierOptions> carriers)
    {
        var callers = default(CarrierMask);
        for (var i = 0; i < carriers.Count; i++)
            callers = carriers[i].MakesCalls ? callers.With(i) : callers;
        return callers;
    }

    static CoreRoute Route(IReadOnlyList<string> names, RouteOptions route) => new(
        route.Countries.Select(static country => country.ToUpperInvariant()).ToFrozenSet(StringComparer.Ordinal), [.. route.Prefixes.Select(static prefix => prefix[1..])],
        route.Classes.ToFrozenSet(), [.. route.Carriers.Select(carrier => (byte)Position(names, carrier))], route.Prefer);

    static int Position(IReadOnlyList<string> names, string carrier)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(carrier, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        throw new InvalidOperationException("A route names a carrier that was not checked.");
    }
}
