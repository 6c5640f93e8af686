using Tidings.Smpp.Text.Headers;

namespace Tidings.Smpp.Text.Reassembly;

/// <summary>
/// Joins the segments of inbound messages, in whatever order they come. Bounded in every direction by <see cref="ReassemblyLimits"/>;
/// what has to go is the oldest unfinished message. Safe for several sessions at once.
/// </summary>
public sealed class SegmentReassembler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SetKey, LinkedListNode<SegmentSet>> _byKey = [];
    private readonly LinkedList<SegmentSet> _oldestFirst = [];
    private readonly ReassemblyLimits _limits;
    private readonly TimeProvider _time;
    private int _octets;
    private long _abandoned;

    /// <param name="limits">The bounds.</param>
    /// <param name="time">The clock that <see cref="ReassemblyLimits.Age"/> is measured with.</param>
    public SegmentReassembler(ReassemblyLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(time);
        _limits = limits;
        _time = time;
    }

    /// <summary>Unfinished messages dropped so far: too old, displaced, or contradicted.</summary>
    public long Abandoned => Interlocked.Read(ref _abandoned);

    /// <summary>Octets waiting now.</summary>
    public int WaitingOctets => Volatile.Read(ref _octets);

    /// <summary>Takes one segment.</summary>
    /// <param name="parties">Its addresses.</param>
    /// <param name="reference">Its place, from the user data header or the sar_ TLVs (<see cref="SegmentReference.Bits"/> then 16).</param>
    /// <param name="userData">The octets of short_message, header included; copied.</param>
    /// <param name="dataCoding">data_coding of its PDU.</param>
    /// <param name="hasHeader">The UDHI bit of its PDU.</param>
    /// <param name="message">The whole message with <see cref="ReassemblyStatus.Complete"/>, else null.</param>
    public ReassemblyStatus Add(
        SegmentParties parties,
        SegmentReference reference,
        ReadOnlySpan<byte> userData,
        byte dataCoding,
        bool hasHeader,
        out ReassembledMessage? message)
    {
        message = null;
        if (!reference.IsValid)
            return ReassemblyStatus.Invalid;
        if (reference.Total > _limits.SegmentsPerMessage || userData.Length > _limits.OctetsPerSegment || userData.Length > _limits.TotalOctets)
            return ReassemblyStatus.TooLarge;

        lock (_lock)
        {
            var now = _time.GetTimestamp();
            DropAged_NeedsLock(now);
            var key = new SetKey(parties, reference.Reference, reference.Bits);
            var status = ReassemblyStatus.Waiting;
            if (_byKey.TryGetValue(key, out var node))
            {
                var place = node.Value.Compare(reference, userData, dataCoding);
                if (place == SegmentPlace.Same)
                    return ReassemblyStatus.Duplicate;
                if (place == SegmentPlace.Contradicts)
                {
                    Abandon_NeedsLock(node);
                    node = null;
                    status = ReassemblyStatus.StartedOver;
                }
            }
            if (node is null)
            {
                node = _oldestFirst.AddLast(new SegmentSet(key, reference.Total, now));
                _byKey.Add(key, node);
            }
            var set = node.Value;
            set.Put(reference.Number, new ReassembledSegment(userData.ToArray(), dataCoding, hasHeader));
            _octets += userData.Length;
            if (set.IsWhole)
            {
                Remove_NeedsLock(node);
                message = set.ToMessage();
                return ReassemblyStatus.Complete;
            }
            MakeRoom_NeedsLock();
            return status;
        }
    }

    /// <summary>Drops what is older than <see cref="ReassemblyLimits.Age"/>, as every <see cref="Add"/> does too. For quiet times.</summary>
    public void DropAged()
    {
        lock (_lock)
            DropAged_NeedsLock(_time.GetTimestamp());
    }

    private void DropAged_NeedsLock(long now)
    {
        while (_oldestFirst.First is { } oldest && _time.GetElapsedTime(oldest.Value.Since, now) > _limits.Age)
            Abandon_NeedsLock(oldest);
    }

    private void MakeRoom_NeedsLock()
    {
        while (_byKey.Count > _limits.Messages || _octets > _limits.TotalOctets)
            Abandon_NeedsLock(_oldestFirst.First!);
    }

    private void Abandon_NeedsLock(LinkedListNode<SegmentSet> node)
    {
        Remove_NeedsLock(node);
        _abandoned++;
    }

    private void Remove_NeedsLock(LinkedListNode<SegmentSet> node)
    {
        _oldestFirst.Remove(node);
        _byKey.Remove(node.Value.Key);
        _octets -= node.Value.Octets;
    }
}
