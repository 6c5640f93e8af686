namespace Tidings.Simulator.Smsc;

/// <summary>All that binds under one system_id: its receivers in turn, and what waits for them while none is there. Guarded by the exchange's lock.</summary>
internal sealed class Account(string systemId)
{
    readonly List<SmscSession> receivers = [];
    int turn;
    long second;
    int inSecond;

    public string SystemId { get; } = systemId;

    public Queue<Delivery> Ready { get; } = [];

    public int Binds { get; set; }

    /// <summary>Deliveries that have not come to their end: due later, ready, or unanswered.</summary>
    public int Waiting { get; set; }

    public bool HasReceiver => receivers.Count > 0;

    public void Add(SmscSession receiver) => receivers.Add(receiver);

    public void Remove(SmscSession receiver) => receivers.Remove(receiver);

    /// <summary>The next receiver that can take a deliver_sm now, in turn; null if none can.</summary>
    public SmscSession? NextReceiver()
    {
        for (var i = 0; i < receivers.Count; i++)
        {
            turn = (turn + 1) % receivers.Count;
            if (receivers[turn].HasRoom)
                return receivers[turn];
        }
        return null;
    }

    /// <summary>Counts a message into its second and returns the count so far.</summary>
    public int CountInSecond(long now)
    {
        if (second != now)
            (second, inSecond) = (now, 0);
        return ++inSecond;
    }
}
