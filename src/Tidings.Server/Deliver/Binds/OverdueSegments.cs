using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// Segments that were given up as unanswered, by their tokens: an answer that comes after its time still says what became of them. Bounded: of the oldest
/// nothing more is learned. Owned by the bind's pump.
/// </summary>
internal sealed class OverdueSegments(int capacity)
{
    readonly Dictionary<long, OverdueSegment> _segments = [];
    readonly Queue<long> _age = new();

    public void Add(long token, in OverdueSegment segment)
    {
        if (_segments.TryAdd(token, segment))
            _age.Enqueue(token);
        if (_age.Count > capacity)
            _segments.Remove(_age.Dequeue());
    }

    public bool TryTake(long token, out OverdueSegment segment) => _segments.Remove(token, out segment);
}

/// <param name="Attempt">The number that is kept free for the fact of a late answer.</param>
/// <param name="LastDigits">Of the number it went to, or −1.</param>
internal readonly record struct OverdueSegment(MessageId Message, int Segment, int Attempt, int LastDigits);
