namespace Tidings.Cli.Bench;

/// <summary>An open loop: requests are due at fixed times whether or not the last one was answered in time.</summary>
/// <param name="phase">What part of an interval is waited first, 0 to 1: clients of one pace would all come in the same moment otherwise.</param>
internal sealed class Pace(double perSecond, double phase = 0)
{
    readonly long _start = TimeProvider.System.GetTimestamp();
    long _count;

    public async ValueTask<bool> Next(CancellationToken stop)
    {
        var due = TimeSpan.FromSeconds((_count++ + phase) / perSecond);
        var wait = due - TimeProvider.System.GetElapsedTime(_start);
        if (wait <= TimeSpan.Zero)
            return !stop.IsCancellationRequested;
        try
        {
            await Task.Delay(wait, TimeProvider.System, stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
