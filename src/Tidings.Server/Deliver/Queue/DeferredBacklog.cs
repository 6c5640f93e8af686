using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// From where on the store has deferred texts of one class, due now, for which memory had no room. While there are any, newer texts of the class wait in
/// the store too. Guarded by the queue's lock.
/// </summary>
internal sealed class DeferredBacklog
{
    DeferredRow? _from;
    DeferredRow? _meanwhile;

    public bool Any => _from is not null;

    public DeferredRow? From => _from;

    /// <summary>It is being read from its beginning.</summary>
    public bool Reading { get; private set; }

    /// <summary>Whether the one who reads the store has use for a text of the class.</summary>
    public bool Wants => !Any || Reading;

    public void Begin() => Reading = Any;

    /// <summary>A text found no room.</summary>
    public void Miss(DeferredRow row)
    {
        if (Reading)
            _meanwhile = Earlier(_meanwhile, row);
        else
            _from = Earlier(_from, row);
    }

    /// <summary>Memory is full: from this one on it is to be read again.</summary>
    public void StopAt(DeferredRow row)
    {
        (Reading, _from) = (false, row);
        Join();
    }

    /// <summary>The store was read to the end, or reading failed: then it is read again from where it began.</summary>
    public void End(bool complete)
    {
        if (Reading && complete)
            _from = null;
        Reading = false;
        Join();
    }

    void Join()
    {
        if (_meanwhile is { } row)
            _from = Earlier(_from, row);
        _meanwhile = null;
    }

    static DeferredRow Earlier(DeferredRow? a, DeferredRow b) => a is { } other && !IsBefore(b, other) ? other : b;

    /// <summary>The order in which the store gives deferred texts.</summary>
    public static bool IsBefore(DeferredRow a, DeferredRow b) => (a.NotBefore, a.Id.Value).CompareTo((b.NotBefore, b.Id.Value)) < 0;
}
