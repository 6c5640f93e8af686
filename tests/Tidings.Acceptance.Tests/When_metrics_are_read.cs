using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>Everything that any reader of metrics can get from the process, the framework's own too, while the bank does what is right and what is wrong.</summary>
public sealed class When_metrics_are_read : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-metrics-");
    readonly HashSet<string> _told = [];

    [Fact]
    public async Task No_marker_is_in_a_name_or_a_label()
    {
        using var listener = Listen();
        await using var node = await NodeInProcess.Start(_folder.FullName);
        var bank = new MarkedBank();
        await bank.Register(node);
        await bank.Administer(node);
        await bank.Pay(node, 20);
        await bank.Misbehave(node);
        listener.RecordObservableInstruments();
        string text;
        lock (_told)
            text = string.Join('\n', _told);
        // What was listened to: ours, the server's.
        Assert.Contains("tidings.", text, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", text, StringComparison.Ordinal);
        Assert.Empty(Found(text));

        using var careless = new Meter("careless");
        careless.CreateCounter<long>("texts").Add(1, new KeyValuePair<string, object?>("to", MarkedBank.Phone.Text));
        lock (_told)
            text = string.Join('\n', _told);
        Assert.Contains("phone number as UTF-8", Found(text));
    }

    static string[] Found(string text) => [.. MarkedBank.Markers.SelectMany(marker => marker.In(Encoding.UTF8.GetBytes(text)))];

    MeterListener Listen()
    {
        var listener = new MeterListener { InstrumentPublished = static (instrument, listening) => listening.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>(Tell);
        listener.SetMeasurementEventCallback<int>(Tell);
        listener.SetMeasurementEventCallback<double>(Tell);
        listener.SetMeasurementEventCallback<float>(Tell);
        listener.SetMeasurementEventCallback<short>(Tell);
        listener.SetMeasurementEventCallback<byte>(Tell);
        listener.SetMeasurementEventCallback<decimal>(Tell);
        listener.Start();
        return listener;
    }

    // As a text of metrics has it: name, labels. Values are numbers of things.
    void Tell<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> labels, object? state)
    {
        var line = new StringBuilder(instrument.Meter.Name).Append(' ').Append(instrument.Name);
        foreach (var label in labels)
            line.Append(CultureInfo.InvariantCulture, $" {label.Key}={label.Value}");
        lock (_told)
            _told.Add(line.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
