using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tidings.Server.Audit;

/// <summary>A halted log does not take the node out of service; it shows.</summary>
internal sealed class AuditGoesOn(AuditBuilder builder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(builder.Halted is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy());
}
