using System.Buffers.Binary;

namespace Tidings.Core.Decide.Limits;

/// <summary>
/// The counts of one process, in 4 MB that never grow. Its parts are locked each by itself for some twenty instructions, so that partitions that decide at the same time hardly
/// ever meet. Where more keys are counted than there is room for, the lowest counts give way: who is sent much is remembered, who is sent little may be counted anew.
/// </summary>
public sealed class TextCounters : ITextCounts
{
    const int Ways = 8;
    const int Sets = 1 << 15;
    const int Parts = 256;
    const int SavedBytes = sizeof(ulong) + (2 * sizeof(int));
    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Slot[] _slots = new Slot[Sets * Ways];
    readonly Lock[] _parts = [.. Enumerable.Range(0, Parts).Select(static _ => new Lock())];

    long _refused, _changes;

    /// <summary>How often something was counted or given back.</summary>
    public long Changes => Interlocked.Read(ref _changes);

    /// <summary>How often a limit was reached.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    struct Slot
    {
        public ulong Key;
        public int Ends;
        public int Count;
    }

    /// <inheritdoc/>
    public bool TryTake(ulong key, int most, TimeSpan within, DateTimeOffset now)
    {
        var (second, length) = ((int)(now - Epoch).TotalSeconds, (int)within.TotalSeconds);
        lock (PartOf(key))
        {
            ref var slot = ref Find_NeedsLock(key, second, out var found);
            // A clock that was put back would keep an old time open for as long as it went back.
            if (!found || slot.Ends <= second || slot.Ends > second + length)
                slot = new() { Key = key, Ends = second + length };
            if (slot.Count >= most)
            {
                Interlocked.Increment(ref _refused);
                return false;
            }
            slot.Count++;
            Interlocked.Increment(ref _changes);
            return true;
        }
    }

    /// <inheritdoc/>
    public void GiveBack(ulong key)
    {
        lock (PartOf(key))
        {
            ref var slot = ref Find_NeedsLock(key, int.MaxValue, out var found);
            if (found && slot.Count > 0)
            {
                slot.Count--;
                Interlocked.Increment(ref _changes);
            }
        }
    }

    /// <summary>All that count now, for <see cref="Restore"/>: 16 bytes each.</summary>
    public byte[] Save(DateTimeOffset now)
    {
        var second = (int)(now - Epoch).TotalSeconds;
        var saved = new List<Slot>();
        for (var part = 0; part < Parts; part++)
            lock (_parts[part])
                for (var set = part; set < Sets; set += Parts)
                    foreach (var slot in _slots.AsSpan(set * Ways, Ways))
                        if (slot.Count > 0 && slot.Ends > second)
                            saved.Add(slot);
        var bytes = new byte[saved.Count * SavedBytes];
        for (var i = 0; i < saved.Count; i++)
        {
            var at = bytes.AsSpan(i * SavedBytes, SavedBytes);
            BinaryPrimitives.WriteUInt64LittleEndian(at, saved[i].Key);
            BinaryPrimitives.WriteInt32LittleEndian(at[8..], saved[i].Ends);
            BinaryPrimitives.WriteInt32LittleEndian(at[12..], saved[i].Count);
        }
        return bytes;
    }

    /// <summary>As an earlier run left it. Before anything is counted.</summary>
    public void Restore(ReadOnlySpan<byte> saved, DateTimeOffset now)
    {
        var second = (int)(now - Epoch).TotalSeconds;
        for (; saved.Length >= SavedBytes; saved = saved[SavedBytes..])
        {
            var slot = new Slot { Key = BinaryPrimitives.ReadUInt64LittleEndian(saved), Ends = BinaryPrimitives.ReadInt32LittleEndian(saved[8..]), Count = BinaryPrimitives.ReadInt32LittleEndian(saved[12..]) };
            if (slot.Ends <= second)
                continue;
            lock (PartOf(slot.Key))
                Find_NeedsLock(slot.Key, second, out _) = slot;
        }
    }

    /// <summary>How many are counted under a key in the time that runs.</summary>
    public int Count(ulong key, TimeSpan within, DateTimeOffset now)
    {
        var second = (int)(now - Epoch).TotalSeconds;
        lock (PartOf(key))
        {
            ref var slot = ref Find_NeedsLock(key, second, out var found);
            return found && slot.Ends > second && slot.Ends <= second + (int)within.TotalSeconds ? slot.Count : 0;
        }
    }

    Lock PartOf(ulong key) => _parts[SetOf(key) % Parts];

    static int SetOf(ulong key) => (int)(key & (Sets - 1));

    /// <summary>The key's own, or the one that gives way for it.</summary>
    ref Slot Find_NeedsLock(ulong key, int second, out bool found)
    {
        var set = _slots.AsSpan(SetOf(key) * Ways, Ways);
        var least = 0;
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i].Key == key)
            {
                found = true;
                return ref set[i];
            }
            if (Weight(set[i], second) < Weight(set[least], second))
                least = i;
        }
        found = false;
        return ref set[least];
    }

    static int Weight(in Slot slot, int second) => slot.Ends <= second ? -1 : slot.Count;
}
