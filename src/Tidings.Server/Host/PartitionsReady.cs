using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tidings.Server.Partitions;

namespace Tidings.Server.Host;

/// <summary>A node is ready when every partition has an owner.</summary>
internal sealed class PartitionsReady(PartitionPulse pulse) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(pulse.AllTaken.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Partitions are being taken."));
}
