using System.Diagnostics.Metrics;

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
        _meter.CreateObservableGauge("tidings.carriers.delivered", Delivered, "1", "The part of final receipts that say delivered, by country; with one carrier there is none");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    IEnumerable<Measurement<int>> Breakers() => _carriers.All.Where(static carrier => carrier.Stand is not null)
        .Select(static carrier => new Measurement<int>((int)carrier.Stand!.Breaker.State, Name(carrier)));

    IEnumerable<Measurement<int>> Bound() => _carriers.All.Select(static carrier => new Measurement<int>(carrier.Pumps.Values.Count(static pump => pump.IsBound), Name(carrier)));

    IEnumerable<Measurement<int>> Waiting() => _carriers.All.Select(static carrier => new Measurement<int>(carrier.Queue.Waiting(carrier.Index).Sum(), Name(carrier)));

    IEnumerable<Measurement<double>> Delivered()
    {
        foreach (var carrier in _carriers.All)
        {
            foreach (var (country, sum) in carrier.Stand?.Health.All() ?? [])
            {
                if (sum.Delivered + sum.Failed > 0)
                    yield return new(sum.Delivered / (double)(sum.Delivered + sum.Failed), Name(carrier), new("country", carrier.Stand!.Countries[country] ?? "unknown"));
            }
        }
    }

    static KeyValuePair<string, object?> Name(CarrierDelivery carrier) => new("carrier", carrier.Name);
}
