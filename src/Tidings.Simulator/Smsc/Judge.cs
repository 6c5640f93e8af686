namespace Tidings.Simulator.Smsc;

/// <summary>Turns the behaviour into a verdict on each submit_sm. It counts, so the exchange's lock guards it.</summary>
internal sealed class Judge(Random random)
{
    /// <summary>A response that must come after its receipt is held back this long, so that this holds over two binds as well.</summary>
    static readonly TimeSpan AfterReceipt = TimeSpan.FromMilliseconds(50);

    const int RefusedOnceCapacity = 10_000;
    readonly HashSet<ulong> refusedOnce = [];
    long attempts, unthrottled, queued, accepted;

    public Verdict Of(Behaviour behaviour, NumberRule? rule, int inThisSecond, int onThisBind, ulong identity)
    {
        attempts++;
        var status = StatusOf(behaviour, rule, inThisSecond, identity);
        if (status == SmscStatus.Ok)
            accepted++;
        var receipt = status == SmscStatus.Ok ? ReceiptOf(behaviour, rule) : default;
        var delay = receipt.BeforeResponse && behaviour.ResponseDelay < AfterReceipt ? AfterReceipt : behaviour.ResponseDelay;
        return new(status, status == SmscStatus.Ok ? FaultOf(behaviour, rule, onThisBind) : Fault.None, delay, receipt);
    }

    SmscStatus StatusOf(Behaviour behaviour, NumberRule? rule, int inThisSecond, ulong identity)
    {
        if (rule?.Refuse is { } refusal && refusal != SmscStatus.Ok && !(rule.RefuseOnce && !FirstTime(identity)))
            return refusal;
        if (behaviour.ThrottleAbove > 0 && inThisSecond > behaviour.ThrottleAbove || Each(behaviour.ThrottleEvery, attempts))
            return SmscStatus.Throttled;
        // Each counts what the ones before it let pass: else those with the same number would hide one another.
        if (Each(behaviour.QueueFullEvery, ++unthrottled))
            return SmscStatus.QueueFull;
        return Each(behaviour.RefuseEvery, ++queued) ? behaviour.RefuseWith : SmscStatus.Ok;
    }

    Fault FaultOf(Behaviour behaviour, NumberRule? rule, int onThisBind)
    {
        if (rule?.Disconnect == true || behaviour.DisconnectAfter > 0 && onThisBind >= behaviour.DisconnectAfter)
            return behaviour.DisconnectMidPdu ? Fault.DisconnectMidPdu : Fault.Disconnect;
        if (rule?.NoResponse == true || Each(behaviour.NoResponseEvery, accepted))
            return Fault.NoResponse;
        if (Each(behaviour.GarbageEvery, accepted))
            return Fault.Garbage;
        return Each(behaviour.OversizedEvery, accepted) ? Fault.Oversized : Fault.None;
    }

    ReceiptPlan ReceiptOf(Behaviour behaviour, NumberRule? rule)
    {
        var fails = Each(behaviour.FailEvery, accepted);
        var delay = rule?.ReceiptDelay ?? behaviour.ReceiptDelay;
        if (behaviour.ReceiptsShuffled)
            delay += delay * random.NextDouble();
        return new(
            rule?.Receipts ?? behaviour.Receipts,
            delay,
            rule?.State ?? (fails ? behaviour.FailState : behaviour.State),
            rule?.State is null ? fails ? behaviour.FailError : behaviour.Error : rule.Error ?? 0,
            rule?.ReceiptCopies ?? behaviour.ReceiptCopies,
            rule?.ReceiptBeforeResponse ?? behaviour.ReceiptBeforeResponse,
            rule?.AutoReply ?? behaviour.AutoReply);
    }

    bool FirstTime(ulong identity)
    {
        if (refusedOnce.Count >= RefusedOnceCapacity)
            refusedOnce.Clear();
        return refusedOnce.Add(identity);
    }

    static bool Each(int every, long count) => every > 0 && count % every == 0;
}
