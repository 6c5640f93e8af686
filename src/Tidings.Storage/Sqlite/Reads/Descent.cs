namespace Tidings.Storage.Sqlite.Reads;

/// <summary>A walk from the highest message down: over facts (message, segment, value), or over rows with one message or several (the first, and how many).</summary>
/// <param name="rows">Bound. Null: there are none.</param>
/// <param name="before">Of rows with several messages, those below; null: these are facts.</param>
internal sealed class Descent(Statement? rows, long? before = null)
{
    int _below;

    /// <summary>−1: it is over.</summary>
    public long Message { get; private set; } = -1;

    public int Segment { get; private set; }

    public byte Value { get; private set; }

    /// <summary>−1: it is at another message.</summary>
    public int SegmentOf(long message) => Message == message ? Segment : -1;

    public Descent Begin()
    {
        Next();
        return this;
    }

    public void Next()
    {
        if (_below > 0)
        {
            (Message, _below) = (Message - 1, _below - 1);
            return;
        }
        if (rows is null || !rows.Step())
        {
            Message = -1;
            return;
        }
        Message = rows.Long(0);
        if (before is not { } end)
        {
            (Segment, Value) = (rows.Int(1), rows.Byte(2));
            return;
        }
        _below = (int)Math.Min(rows.Int(1), end - Message) - 1;
        Message += _below;
    }

    /// <summary>Leaves the rest.</summary>
    public void End() => rows?.Reset();
}
