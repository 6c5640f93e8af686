namespace Tidings.Simulator.Smsc;

/// <summary>One deliver_sm, a receipt or a part of a reply, from the moment it is due until its answer. Guarded by the exchange's lock.</summary>
internal sealed class Delivery : Timed
{
    public required Account Account { get; init; }

    /// <summary>The whole PDU but for its sequence number.</summary>
    public required byte[] Pdu { get; init; }

    /// <summary>The message that it reports on, or is a part of.</summary>
    public required ulong MessageId { get; init; }

    public required bool IsReceipt { get; init; }

    /// <summary>The next copy of the same receipt, where more than one is sent.</summary>
    public Delivery? NextCopy { get; set; }

    /// <summary>Someone put another receipt in its place before it went out.</summary>
    public bool Withdrawn { get; set; }

    /// <summary>What the server said to it in the end.</summary>
    public SmscStatus? Answer { get; set; }

    public int Attempts { get; set; }

    public long SentTick { get; set; }

    public uint Sequence { get; set; }

    public override void Fire(Exchange exchange) => exchange.MakeReady_NeedsLock(this);
}
