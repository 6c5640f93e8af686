namespace Tidings.Simulator.Smsc;

/// <summary>
/// What waits, by the tick at which it is due: adding is O(1), a tick touches what is due and little else, and what is due in
/// the same tick comes in the order in which it was added. Not safe for threads: the exchange's lock guards it.
/// </summary>
internal sealed class TimingWheel
{
    const int Slots = 4096;
    readonly Timed?[] first = new Timed?[Slots];
    readonly Timed?[] last = new Timed?[Slots];
    long tick;

    public int Count { get; private set; }

    /// <summary>An entry that is due already goes out with the next tick.</summary>
    public void Add(Timed entry, long dueTick)
    {
        entry.DueTick = Math.Max(dueTick, tick + 1);
        Append(entry);
        Count++;
    }

    /// <summary>Moves time to <paramref name="now"/> and hands out what is due, oldest tick first.</summary>
    public void Advance(long now, Exchange exchange)
    {
        if (Count == 0)
            tick = Math.Max(tick, now);
        // After a pause of more than one turn every slot is looked at once per turn at most: entries know their own tick.
        for (; tick < now; Turn(++tick, exchange)) ;
    }

    void Turn(long at, Exchange exchange)
    {
        var slot = (int)(at & (Slots - 1));
        var entry = first[slot];
        first[slot] = last[slot] = null;
        while (entry is not null)
        {
            var next = entry.Next;
            entry.Next = null;
            if (entry.DueTick > at)
            {
                Append(entry);
            }
            else
            {
                Count--;
                entry.Fire(exchange);
            }
            entry = next;
        }
    }

    void Append(Timed entry)
    {
        var slot = (int)(entry.DueTick & (Slots - 1));
        if (last[slot] is { } tail)
            tail.Next = entry;
        else
            first[slot] = entry;
        last[slot] = entry;
    }
}
