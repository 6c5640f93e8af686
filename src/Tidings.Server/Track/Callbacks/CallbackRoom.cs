namespace Tidings.Server.Track.Callbacks;

/// <summary>How much of one carrier's callbacks may wait to be durable at once: receipts and texts.</summary>
internal sealed class CallbackRoom
{
    public const int Most = 4_096;
    int _waiting;

    /// <summary>False: it is full, and nothing was taken.</summary>
    public bool TryTake(int count)
    {
        if (Interlocked.Add(ref _waiting, count) <= Most)
            return true;
        Give(count);
        return false;
    }

    public void Give(int count) => Interlocked.Add(ref _waiting, -count);
}
