namespace Tidings.Server.Tests.Verify;

/// <summary>The system's time, some way ahead: what a test would have to wait for is over. Timers run as ever.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    long _ahead;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
