using System.Diagnostics.Metrics;
using System.Text.Json;
using Tidings.Core.Verify.Guards;
using Tidings.Server.Decide;

namespace Tidings.Server.Verify.Guards;

/// <summary>What guards verifications, in the meter "Tidings".</summary>
internal sealed class GuardMetrics : IDisposable
{
    readonly Meter _meter;

    public GuardMetrics(IMeterFactory meters, RulebookHolder holder, TimeProvider time)
    {
        _meter = meters.Create("Tidings");
        var guards = holder.Guards;
        _meter.CreateObservableGauge("tidings.verifications.tripped", () => guards.Failures.Trip(time.GetUtcNow()) is null ? 0 : 1, "{breaker}", "1 while no code is judged");
        _meter.CreateObservableGauge("tidings.verifications.wrong", () => guards.Failures.Wrong(FailureBreaker.Minutes - 1, time.GetUtcNow()), "{code}", "Wrong codes of everybody within 24 hours");
        _meter.CreateObservableCounter("tidings.verifications.guarded", () => Counts(guards), "{verification}", "What a guard has stopped, or would have");
    }

    internal static string Name(GuardKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    static IEnumerable<Measurement<long>> Counts(VerificationGuards guards)
    {
        foreach (var kind in Enum.GetValues<GuardKind>())
        {
            yield return new(guards.Stopped(kind), new("guard", Name(kind)), new("stopped", true));
            yield return new(guards.Found(kind), new("guard", Name(kind)), new("stopped", false));
        }
    }

    public void Dispose() => _meter.Dispose();
}

/// <summary>A meter counts from when it is made.</summary>
internal sealed class GuardMetricsStart(GuardMetrics metrics) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(metrics);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
