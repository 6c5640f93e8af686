namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Messages that came from the store, left and were settled before their partition offered them: its offer must not bring them in again. Kept for
/// one to two generations. Guarded by the queue's lock.
/// </summary>
internal sealed class RecentlySettled(TimeProvider time)
{
    /// <summary>Between a commit and the offer that follows it lie milliseconds; a quarter of a minute is a stall of its own kind.</summary>
    static readonly TimeSpan Generation = TimeSpan.FromSeconds(15);

    HashSet<long> _young = [];
    HashSet<long> _old = [];
    long _bornAt = time.GetTimestamp();

    public void Add(long message)
    {
        Age();
        _young.Add(message);
    }

    public bool Remove(long message) => _young.Count + _old.Count > 0 && (_young.Remove(message) || _old.Remove(message));

    void Age()
    {
        if (time.GetElapsedTime(_bornAt) < Generation)
            return;
        _bornAt = time.GetTimestamp();
        (_young, _old) = (_old, _young);
        _young.Clear();
    }
}
