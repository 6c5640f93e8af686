using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tell;

/// <summary>What one subscription could not be told yet, in a lane for each customer, and one for what is about none: the first of a lane goes again, and the rest waits behind it.</summary>
internal sealed class Lanes
{
    readonly Dictionary<string, Queue<Waiting>> _lanes = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public bool Has(string customer) => _lanes.ContainsKey(customer);

    public void Add(Waiting waiting)
    {
        if (!_lanes.TryGetValue(waiting.Letter.Lane, out var lane))
            _lanes.Add(waiting.Letter.Lane, lane = new());
        lane.Enqueue(waiting);
        Count++;
    }

    /// <summary>Heads whose time has come, those that wait longest first.</summary>
    public List<Waiting> Due(DateTimeOffset now, int most) =>
        [.. _lanes.Values.Select(static lane => lane.Peek()).Where(head => head.Row.Next <= now).OrderBy(static head => head.Row.Next).Take(most)];

    /// <summary>The head of a lane is told or given up; whatever stands behind it is due.</summary>
    public void Pass(Waiting head)
    {
        var lane = _lanes[head.Letter.Lane];
        lane.Dequeue();
        if (lane.Count == 0)
            _lanes.Remove(head.Letter.Lane);
        Count--;
    }

    /// <summary>Takes out what has waited since before a moment.</summary>
    public List<Waiting> TakeOlder(DateTimeOffset than)
    {
        var old = new List<Waiting>();
        foreach (var lane in _lanes.Values.ToArray())
            while (lane.TryPeek(out var head) && head.Row.Since <= than)
            {
                old.Add(head);
                Pass(head);
            }
        return old;
    }
}

/// <summary>A letter that waits, and its row, which changes with each attempt.</summary>
internal sealed class Waiting(UntoldRow row, Letter letter)
{
    public UntoldRow Row { get; set; } = row;
    public Letter Letter => letter;
}
