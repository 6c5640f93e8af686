using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Routing;

/// <summary>Whether routes and carriers fit together: at the start, in sentences. With it the options of all carriers are checked.</summary>
internal sealed class RoutingCheck(CarrierNames names, IOptionsMonitor<CarrierOptions> carriers) : IValidateOptions<RoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        string[] wrong = [.. WrongCarriers(), .. options.Routes.SelectMany((route, number) => WrongRoute($"Routing:Routes:{number}", route)), .. WrongLimits(options)];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    List<string> WrongCarriers()
    {
        var wrong = new List<string>();
        if (names.All.Count > Core.Deliver.Routing.CarrierMask.Most)
            wrong.Add($"Carriers: there may be {Core.Deliver.Routing.CarrierMask.Most} carriers in all, main included.");
        var currencies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var carrier in names.All)
        {
            if (carrier.Length is < 1 or > 16 || carrier.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-"))
                wrong.Add($"Carriers:{carrier}: a carrier's name has 1 to 16 letters, digits and hyphens.");
            if (carrier == Carriers.Main && wrong.Count == 0 && names.All.Count(static one => one == Carriers.Main) > 1)
                wrong.Add("Carriers:main: the carrier main has its options in the section Carrier.");
            try
            {
                if (carriers.Get(CarrierNames.OptionsName(carrier)) is { Prices.Count: > 0 } priced)
                    currencies.Add(priced.Currency);
            }
            catch (OptionsValidationException failure) when (carrier != Carriers.Main)
            {
                // Those of main are told by its own check.
                wrong.AddRange(failure.Failures);
            }
            catch (OptionsValidationException)
            {
            }
        }
        if (currencies.Count > 1)
            wrong.Add($"Carrier:Currency: prices are compared, and must be in one currency; they are in {string.Join(" and ", currencies.Order(StringComparer.Ordinal))}.");
        return wrong;
    }

    IEnumerable<string> WrongRoute(string at, RouteOptions route)
    {
        if (route.Carriers.Length == 0)
            yield return $"{at}:Carriers names none: such texts could never leave.";
        foreach (var carrier in route.Carriers)
        {
            if (!names.All.Contains(carrier, StringComparer.OrdinalIgnoreCase))
                yield return $"{at}:Carriers: there is no carrier {carrier}; there are {string.Join(", ", names.All)}.";
        }
        if (route.Carriers.Distinct(StringComparer.OrdinalIgnoreCase).Count() < route.Carriers.Length)
            yield return $"{at}:Carriers names one twice.";
        foreach (var country in route.Countries)
        {
            if (!NumberingPlan.IsRegion(country.ToUpperInvariant()))
                yield return $"{at}:Countries: {country} is no country of ISO 3166-1 alpha-2.";
        }
        foreach (var prefix in route.Prefixes)
        {
            if (!CarrierSpecialsCheck.IsPrefix(prefix))
                yield return $"{at}:Prefixes: {prefix} must be a plus and 1 to 8 digits.";
        }
        foreach (var of in route.Classes)
        {
            if (!Enum.IsDefined(of))
                yield return $"{at}:Classes: {of} is no class of texts.";
        }
        if (!Enum.IsDefined(route.Prefer))
            yield return $"{at}:Prefer must be Order or Cost.";
    }

    static IEnumerable<string> WrongLimits(RoutingOptions options)
    {
        var breaker = options.Breaker;
        if (breaker.Window < TimeSpan.FromSeconds(1) || breaker.Window > TimeSpan.FromMinutes(10))
            yield return "Routing:Breaker:Window must be 1 s to 10 min.";
        if (breaker.Answers is < 1 or > 100_000)
            yield return "Routing:Breaker:Answers must be 1 to 100000.";
        if (breaker.Troubles is not (>= 0.01 and <= 1))
            yield return "Routing:Breaker:Troubles must be 0.01 to 1.";
        if (breaker.Pause < TimeSpan.FromMilliseconds(100) || breaker.Pause > TimeSpan.FromHours(1))
            yield return "Routing:Breaker:Pause must be 100 ms to 1 h.";
        if (breaker.Probes is < 1 or > 1_000)
            yield return "Routing:Breaker:Probes must be 1 to 1000.";
        if (breaker.Proof < 1 || breaker.Proof > breaker.Probes)
            yield return "Routing:Breaker:Proof must be 1 to Probes: more answers than tries cannot come.";
        var health = options.Health;
        if (health.Window < TimeSpan.FromMinutes(1) || health.Window > TimeSpan.FromHours(1))
            yield return "Routing:Health:Window must be 1 min to 1 h.";
        if (health.Receipts is < 1 or > 1_000_000)
            yield return "Routing:Health:Receipts must be 1 to 1000000.";
        if (health.Delivered is not (>= 0 and <= 1))
            yield return "Routing:Health:Delivered must be 0 to 1.";
        if (health.ReceiptWithin < TimeSpan.FromSeconds(1) || health.ReceiptWithin > TimeSpan.FromHours(1))
            yield return "Routing:Health:ReceiptWithin must be 1 s to 1 h.";
        if (health.Reported is not (>= 0 and <= 1))
            yield return "Routing:Health:Reported must be 0 to 1.";
        if (health.Slower is not (0 or >= 1.5 and <= 100))
            yield return "Routing:Health:Slower must be 0, for never, or 1.5 to 100.";
        if (health.SlowFrom < TimeSpan.Zero || health.SlowFrom > TimeSpan.FromHours(1))
            yield return "Routing:Health:SlowFrom must be 0 to 1 h.";
        if (health.Trial is < 0 or > 10_000)
            yield return "Routing:Health:Trial must be 0 to 10000.";
        foreach (var (of, wait) in options.WaitAtMost)
        {
            if (!Enum.IsDefined(of))
                yield return $"Routing:WaitAtMost:{of} is no class of texts.";
            if (wait < TimeSpan.FromMilliseconds(10) || wait > TimeSpan.FromHours(1))
                yield return $"Routing:WaitAtMost:{of} must be 10 ms to 1 h.";
        }
        foreach (var (of, within) in options.ReceiptWithin)
        {
            if (!Enum.IsDefined(of))
                yield return $"Routing:ReceiptWithin:{of} is no class of texts.";
            if (within < TimeSpan.FromSeconds(1) || within > TimeSpan.FromHours(1))
                yield return $"Routing:ReceiptWithin:{of} must be 1 s to 1 h.";
        }
    }
}
