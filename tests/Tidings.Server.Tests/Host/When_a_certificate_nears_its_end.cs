using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Host;

public sealed class When_a_certificate_nears_its_end : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    readonly FakeTimeProvider _time = new(Now);
    readonly CapturedLogs _logs = new();
    readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    CertificateWatch Watch(double daysLeft) => new(
        () => [new("carrier", Now.AddDays(daysLeft))], _services.GetRequiredService<IMeterFactory>(), _time, ((ILoggerProvider)_logs).CreateLogger("watch"));

    int Lines(string words) => _logs.All.Split('\n').Count(line => line.Contains(words, StringComparison.Ordinal));

    [Fact]
    public async Task It_is_said_once_a_day_from_thirty_days_on_and_never_before()
    {
        using var watch = Watch(31);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, Lines("carrier"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, Lines("ends in 29 days"));
        _time.Advance(TimeSpan.FromHours(23));
        Assert.Equal(1, Lines("carrier"));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, Lines("carrier"));
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_has_ended_is_said_to_have()
    {
        using var watch = Watch(-0.5);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, Lines("has ended"));
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_days_left_are_measured()
    {
        using var watch = Watch(12.5);
        var measured = new List<(double Value, object? Name)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "tidings.certificates.days_left" && instrument.Meter.Scope == _services.GetRequiredService<IMeterFactory>())
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => measured.Add((value, tags[0].Value)));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal([(12.5, (object?)"carrier")], measured);
    }
}
