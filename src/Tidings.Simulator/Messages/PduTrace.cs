namespace Tidings.Simulator.Messages;

/// <summary>The last PDUs, bounded in number and in bytes.</summary>
internal sealed class PduTrace(int capacity)
{
    public const int MostBytes = 16 * 1024 * 1024;

    readonly Lock gate = new();
    readonly Queue<TracedPdu> pdus = [];
    long lastId, bytes;

    public void Record(PduDirection direction, int session, ReadOnlySpan<byte> pdu, ulong message, DateTimeOffset at)
    {
        if (capacity == 0)
            return;
        var copy = pdu.ToArray();
        lock (gate)
        {
            pdus.Enqueue(new(++lastId, direction, session, at, copy, message));
            bytes += copy.Length;
            while (pdus.Count > capacity || bytes > MostBytes)
                bytes -= pdus.Dequeue().Bytes.Length;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            pdus.Clear();
            bytes = 0;
        }
    }

    /// <summary>What went to and fro about these messages, oldest first.</summary>
    public IReadOnlyList<TracedPdu> Of(IReadOnlyCollection<ulong> messages)
    {
        lock (gate)
            return [.. pdus.Where(pdu => pdu.Message != 0 && messages.Contains(pdu.Message))];
    }
}
