using Microsoft.Extensions.Options;

namespace Tidings.Server.Intake;

/// <summary>How much intake holds at once: bytes of bodies, and events that wait for their partitions. Full means 429, never memory.</summary>
internal sealed class IntakeGate(IOptions<IntakeOptions> options)
{
    readonly long _mostBytes = options.Value.MaxBytesInFlight;
    readonly long _mostEvents = options.Value.MaxEventsInFlight;
    readonly long _mostFiles = options.Value.MaxFilesInFlight;
    long _bytes, _events, _files;

    public long EventsInFlight => Volatile.Read(ref _events);
    public long BytesInFlight => Volatile.Read(ref _bytes);

    public long FilesInFlight => Volatile.Read(ref _files);

    public bool TryHoldBytes(long bytes) => TryHold(ref _bytes, bytes, _mostBytes);
    public void ReleaseBytes(long bytes) => Interlocked.Add(ref _bytes, -bytes);
    public bool TryHoldEvents(int events) => TryHold(ref _events, events, _mostEvents);
    public void ReleaseEvents(int events) => Interlocked.Add(ref _events, -events);

    public bool TryHoldFile() => TryHold(ref _files, 1, _mostFiles);
    public void ReleaseFile() => Interlocked.Add(ref _files, -1);

    static bool TryHold(ref long held, long more, long most)
    {
        if (Interlocked.Add(ref held, more) <= most)
            return true;
        Interlocked.Add(ref held, -more);
        return false;
    }
}
