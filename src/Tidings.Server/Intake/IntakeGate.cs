using Microsoft.Extensions.Options;

namespace Tidings.Server.Intake;

/// <summary>How much intake holds at once: bytes of bodies, and events that wait for their partitions. Full means 429, never memory.</summary>
internal sealed class IntakeGate(IOptions<IntakeOptions> options)
{
    readonly long _mostBytes = options.Value.MaxBytesInFlight;
    readonly long _mostEvents = options.Value.MaxEventsInFlight;
    long _bytes, _events;

    public long EventsInFlight => Volatile.Read(ref _events);
    public long BytesInFlight => Volatile.Read(ref _bytes);

    public bool TryHoldBytes(long bytes) => TryHold(ref _bytes, bytes, _mostBytes);
    public void ReleaseBytes(long bytes) => Interlocked.Add(ref _bytes, -bytes);
    public bool TryHoldEvents(int events) => TryHold(ref _events, events, _mostEvents);
    public void ReleaseEvents(int events) => Interlocked.Add(ref _events, -events);

    static bool TryHold(ref long held, long more, long most)
    {
        if (Interlocked.Add(ref held, more) <= most)
            return true;
        Interlocked.Add(ref held, -more);
        return false;
    }
}
