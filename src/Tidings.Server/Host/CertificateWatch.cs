using System.Diagnostics.Metrics;
using Tidings.Server.Deliver;

namespace Tidings.Server.Host;

/// <summary>A certificate whose end matters.</summary>
/// <param name="Name"><c>api</c>, <c>ours-for-carrier</c> or <c>carrier</c>; of further carriers with a hyphen and their name behind.</param>
/// <param name="NotAfter">When it ends.</param>
internal readonly record struct WatchedCertificate(string Name, DateTimeOffset NotAfter);

/// <summary>Says in time that a certificate will end: days left as a gauge, and a line in the log once a day in the last thirty.</summary>
internal sealed class CertificateWatch : IHostedService, IDisposable
{
    public const int WarnFrom = 30;
    static readonly TimeSpan Period = TimeSpan.FromHours(1), OnceIn = TimeSpan.FromDays(1);

    readonly Func<IEnumerable<WatchedCertificate>> _certificates;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly Meter _meter;
    readonly Dictionary<string, DateTimeOffset> _told = [];
    ITimer? _timer;

    public CertificateWatch(CarrierSet carriers, ApiTls api, IMeterFactory meters, TimeProvider time, ILogger<CertificateWatch> log)
        : this(() => [.. api.Watched(), .. carriers.All.SelectMany(Watched)], meters, time, log)
    {
    }

    /// <summary>Those of the first carrier by the names that they had when it was the only one.</summary>
    static IEnumerable<WatchedCertificate> Watched(CarrierDelivery carrier) =>
        carrier.Trust.Watched().Select(one => carrier.Index == 0 ? one : one with { Name = $"{one.Name}-{carrier.Name}" });

    internal CertificateWatch(Func<IEnumerable<WatchedCertificate>> certificates, IMeterFactory meters, TimeProvider time, ILogger log)
    {
        (_certificates, _time, _log) = (certificates, time, log);
        _meter = meters.Create("Tidings");
        _meter.CreateObservableGauge("tidings.certificates.days_left", Measure, "d", "Days until a certificate ends; negative: it has");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = _time.CreateTimer(_ => Warn(), null, Period, Period);
        Warn();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _meter.Dispose();
    }

    IEnumerable<Measurement<double>> Measure() => _certificates().Select(one =>
        new Measurement<double>((one.NotAfter - _time.GetUtcNow()).TotalDays, new KeyValuePair<string, object?>("certificate", one.Name)));

    void Warn()
    {
        var now = _time.GetUtcNow();
        foreach (var (name, end) in _certificates())
        {
            var left = (end - now).TotalDays;
            if (left >= WarnFrom || (_told.TryGetValue(name, out var told) && now - told < OnceIn))
                continue;
            _told[name] = now;
            if (left < 0)
                CertificateLog.Ended(_log, name, end);
            else
                CertificateLog.EndsSoon(_log, name, (int)left, end);
        }
    }
}
