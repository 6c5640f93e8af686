using Tidings.Core.Customers;

namespace Tidings.Server.Intake.Events;

/// <summary>A reader for each thread: reading never waits in between, so nobody shares one.</summary>
internal sealed class EventReaders(NumberingPlan phones, CustomerDefaults defaults, TimeProvider clock) : IDisposable
{
    readonly ThreadLocal<CloudEventReader> _readers = new(() => new CloudEventReader(phones, defaults, clock));

    public CloudEventReader Mine => _readers.Value!;

    public void Dispose() => _readers.Dispose();
}
