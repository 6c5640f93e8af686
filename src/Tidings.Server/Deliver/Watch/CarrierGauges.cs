using System.Diagnostics.Metrics;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Watch;

/// <summary>Gauges of carriers in the meter "Tidings", by carrier and by country. No label is personal.</summary>
internal sealed class CarrierGauges : IHostedService, IDisposable
{
    readonly Meter _meter;
    readonly CarrierSet _carriers;

    public CarrierGauges(CarrierSet carriers, IMeterFactory meters)
    {
        _carriers = carriers;
        _meter = meters.Create("Tidings");
        _meter.CreateObservableGauge("tidings.carriers.breaker", Breakers, null, "0 closed, 1 open, 2 half open; with one carrier there is none");
        _meter.CreateObservableGauge("tidings.carriers.bound", Bound, "{bind}", "Sessions that stand");
        _meter.CreateObservableGauge("tidings.carriers.waiting", Waiting, "{message}", "Messages that wait for the carrier");
        _meter.CreateObservableGauge("tidings.carriers.delivered", () => ByCountry(DeliveredOf), "1", "The part of final receipts that say delivered, by country; with one carrier there is none");
        _meter.CreateObservableGauge("tidings.carriers.reported", () => ByCountry(ReportedOf), "1", "The part of the texts taken that had a final receipt in time, by country; with one carrier there is none");
        _meter.CreateObservableGauge("tidings.carriers.receipt_time", () => ByCountry(MedianOf), "s", "The median time from the carrier's answer to a receipt that says delivered, by country; with one carrier there is none");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    IEnumerable<Measurement<int>> Breakers() => _carriers.All.Where(static carrier => carrier.Stand is not null)
        .Select(static carrier => new Measurement<int>((int)carrier.Stand!.Breaker.State, Name(carrier)));

    IEnumerable<Measurement<int>> Bound() => _carriers.All.Select(static carrier => new Measurement<int>(carrier.Pumps.Values.Count(static pump => pump.IsBound), Name(carrier)));

    IEnumerable<Measurement<int>> Waiting() => _carriers.All.Select(static carrier => new Measurement<int>(carrier.Queue.Waiting(carrier.Index).Sum(), Name(carrier)));

    IEnumerable<Measurement<double>> ByCountry(Func<HealthPart, double?> value)
    {
        foreach (var carrier in _carriers.All)
        {
            foreach (var (country, sum) in carrier.Stand?.Health.All() ?? [])
            {
                if (value(sum) is { } measured)
                    yield return new(measured, Name(carrier), new("country", carrier.Stand!.Countries[country] ?? "unknown"));
            }
        }
    }

    static double? DeliveredOf(HealthPart sum) => sum.Delivered + sum.Failed > 0 ? sum.Delivered / (double)(sum.Delivered + sum.Failed) : null;

    static double? ReportedOf(HealthPart sum) => sum.Taken > 0 ? Math.Min(sum.InTime, sum.Taken) / (double)sum.Taken : null;

    static double? MedianOf(HealthPart sum) => sum.Delivered > 0 ? sum.Times.Median : null;

    static KeyValuePair<string, object?> Name(CarrierDelivery carrier) => new("carrier", carrier.Name);
}
