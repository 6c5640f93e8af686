using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tidings.Server.Audit;

/// <summary>A halted log does not take the node out of service; it shows. So does from where the log is kept.</summary>
internal sealed class AuditGoesOn(AuditBuilder builder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(builder.Halted is { } reason ? HealthCheckResult.Degraded(reason) : HealthCheckResult.Healthy(FormattableString.Invariant($"kept from entry {builder.Minimum?.Index ?? 0} on")));
}
