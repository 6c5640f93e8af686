using System.Collections.Concurrent;

namespace Tidings.Core.Threads;

/// <summary>
/// Work of the thread pool of which much comes at once and for which nobody waits in person: the parts of a request of a hundred events, the answers to a hundred units that became durable together. Of a lane only a few items stand in
/// the pool's queue, however many wait, and each goes to its end when one is done. Whatever comes meanwhile, a customer's code above all, waits for those few and not for all of them.
/// </summary>
/// <param name="most">How many run at a time.</param>
public sealed class PoolLane(int most) : IThreadPoolWorkItem
{
    readonly ConcurrentQueue<IThreadPoolWorkItem> _waiting = new();
    int _running;

    /// <summary>As many at a time as there are processors.</summary>
    public PoolLane() : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Runs it in its turn, on a thread of the pool.</summary>
    public void Add(IThreadPoolWorkItem item)
    {
        _waiting.Enqueue(item);
        Start();
    }

    void Start()
    {
        while (Volatile.Read(ref _running) is var running && running < most && !_waiting.IsEmpty)
            if (Interlocked.CompareExchange(ref _running, running + 1, running) == running)
            {
                ToTheEnd();
                return;
            }
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_waiting.TryDequeue(out var item))
            item.Execute();
        if (!_waiting.IsEmpty)
        {
            ToTheEnd();
            return;
        }
        Interlocked.Decrement(ref _running);
        // What came since it looked has seen it running.
        Start();
    }

    // Of the queue that all threads share: one's own is taken from its newest end.
    void ToTheEnd() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
