using System.Buffers.Binary;

namespace Tidings.Simulator.Smsc;

/// <summary>The carrier's side of the window: deliver_sm that went out on this bind and have no answer yet.</summary>
internal sealed partial class SmscSession
{
    readonly Delivery?[] inFlight;
    uint lastSequence;
    int inFlightCount;
    long lastHeardTick;

    /// <summary>The exchange's mark that this session has something to flush. Guarded by the exchange's lock, as is all below.</summary>
    public bool Touched { get; set; }

    public int Submits { get; set; }

    public Account? Account { get; private set; }

    public BindMode Mode { get; private set; }

    public bool HasRoom => inFlightCount < options.DeliverWindow && !output.IsHigh;

    public void Bound_NeedsLock(Account account, BindMode mode) => (Account, Mode) = (account, mode);

    public void Unbound_NeedsLock() => Mode = BindMode.None;

    public void Deliver_NeedsLock(Delivery delivery, long nowTick)
    {
        // A number whose place is still taken by one that waits long is left out, so that it does not hold up the rest.
        uint sequence;
        do
            sequence = NextSequence();
        while (inFlight[Slot(sequence)] is not null);
        delivery.Sequence = sequence;
        delivery.SentTick = nowTick;
        inFlight[Slot(sequence)] = delivery;
        inFlightCount++;
        // Copies of a receipt share their bytes, and each is appended under this lock: so the number can be patched in place.
        BinaryPrimitives.WriteUInt32BigEndian(delivery.Pdu.AsSpan(12), sequence);
        Send(delivery.Pdu, delivery.MessageId);
    }

    public Delivery? TakeInFlight_NeedsLock(uint sequence)
    {
        ref var slot = ref inFlight[Slot(sequence)];
        if (slot is not { } delivery || delivery.Sequence != sequence)
            return null;
        slot = null;
        inFlightCount--;
        return delivery;
    }

    /// <summary>Takes back what was sent at this tick or earlier, in the order of sending.</summary>
    public List<Delivery> TakeInFlight_NeedsLock(long sentUntil = long.MaxValue)
    {
        List<Delivery> taken = [];
        if (inFlightCount == 0)
            return taken;
        foreach (ref var slot in inFlight.AsSpan())
        {
            if (slot is { } delivery && delivery.SentTick <= sentUntil)
            {
                taken.Add(delivery);
                slot = null;
                inFlightCount--;
            }
        }
        taken.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return taken;
    }

    public bool IsQuietSince_NeedsLock(long tick) =>
        Mode != BindMode.None && Volatile.Read(ref lastHeardTick) < tick;

    public void EnquireLink_NeedsLock()
    {
        Volatile.Write(ref lastHeardTick, exchange.NowTick);
        Answer(Wire.CommandId.EnquireLink, SmscStatus.Ok, NextSequence());
    }

    ulong InFlightMessage(uint sequence) =>
        inFlight[Slot(sequence)] is { } delivery && delivery.Sequence == sequence ? delivery.MessageId : 0;

    uint NextSequence() => lastSequence = Following(lastSequence);

    /// <summary>1 to 0x7FFFFFFF, SMPP 3.4 §5.1.4.</summary>
    static uint Following(uint sequence) => sequence >= 0x7FFFFFFF ? 1 : sequence + 1;

    int Slot(uint sequence) => (int)(sequence & (uint)(inFlight.Length - 1));
}
