using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tidings.Storage;

namespace Tidings.Server.Host;

/// <summary>Degraded while the store's work beside the flow fails: all is still durable, and somebody must look at the disk. Each failure is logged and counted.</summary>
internal sealed partial class StoreHealth : IHealthCheck, IDisposable
{
    readonly StoreUpkeep _upkeep;
    readonly ILogger _log;
    readonly Meter _meter;
    readonly Counter<long> _failures;

    public StoreHealth(StoreUpkeep upkeep, IMeterFactory meters, ILogger<StoreHealth> log)
    {
        (_upkeep, _log, _meter) = (upkeep, log, meters.Create("Tidings"));
        _failures = _meter.CreateCounter<long>("tidings.store.upkeep_failures", "{failure}", "Failures of the store's work beside the flow: copying its log, merging look-ups");
        upkeep.Failed += OnFailed;
    }

    void OnFailed(UpkeepWork work, int code)
    {
        _failures.Add(1, new KeyValuePair<string, object?>("work", work.ToString()));
        Failed(_log, work, code);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = Enum.GetValues<UpkeepWork>().Where(_upkeep.IsFailing).ToArray();
        return Task.FromResult(failing.Length == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"The store's upkeep fails: {string.Join(", ", failing)}. Look at the disk that holds the data."));
    }

    [LoggerMessage(3001, LogLevel.Error, "The store's upkeep failed: {Work}, SQLite's code {Code}; it is tried again")]
    static partial void Failed(ILogger log, UpkeepWork work, int code);

    public void Dispose()
    {
        _upkeep.Failed -= OnFailed;
        _meter.Dispose();
    }
}
