using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>How many texts of each class were decided since the process began: counters that everybody adds to and nobody waits for.</summary>
internal sealed class ClassCounts
{
    // Each on a cache line of its own: two partitions that count different classes do not slow each other.
    const int Apart = 8;

    readonly long[] _counts = new long[(Enum.GetValues<MessageClass>().Length + 1) * Apart];

    public void Add(MessageClass of) => Interlocked.Increment(ref _counts[(int)of * Apart]);

    public long Of(MessageClass of) => Volatile.Read(ref _counts[(int)of * Apart]);
}
