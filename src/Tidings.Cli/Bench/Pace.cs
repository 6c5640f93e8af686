namespace Tidings.Cli.Bench;

/// <summary>An open loop: requests are due at fixed times whether or not the last one was answered in time.</summary>
internal sealed class Pace(double perSecond)
{
    readonly long _start = TimeProvider.System.GetTimestamp();
    long _count;

    public async ValueTask<bool> Next(CancellationToken stop)
    {
        var due = TimeSpan.FromSeconds(_count++ / perSecond);
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
