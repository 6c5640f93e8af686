using Tidings.Simulator.Messages;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

internal sealed partial class Exchange
{
    /// <summary>Judges one well-formed submit_sm and, if it is accepted, takes it over under the id that is returned beside the verdict.</summary>
    public Verdict Submit(SmscSession session, in SubmitPdu submit, ReadOnlySpan<byte> pdu, out ulong id)
    {
        var now = Now;
        var behaviour = Behaviour;
        var identity = Identity.Of(in submit);
        id = NextId();
        var verdict = Admit(session, in submit, behaviour, identity, id, now, out var duplicate, out var receipt);
        Pdus.Record(PduDirection.FromServer, session.Number, pdu, id, now);
        if (verdict.Status != SmscStatus.Ok)
            return verdict;
        hashLog?.Append(identity, now);
        options.Observer?.Accepted(new()
        {
            MessageId = id,
            Source = submit.Source,
            Destination = submit.Destination,
            DataCoding = submit.DataCoding,
            Message = submit.Message,
            Duplicate = duplicate,
        });
        if (!options.Sink)
            Keep(session, in submit, pdu, id, behaviour, verdict.Receipt, receipt, now);
        return verdict;
    }

    Verdict Admit(
        SmscSession session, in SubmitPdu submit, Behaviour behaviour, ulong identity, ulong id, DateTimeOffset now,
        out bool duplicate, out Delivery? receipt)
    {
        var rule = Rules.For(submit.Destination, behaviour.MagicNumbers && !options.Sink);
        SmscSession[] flush;
        Verdict verdict;
        duplicate = false;
        receipt = null;
        lock (gate)
        {
            counts.Received++;
            var account = session.Account!;
            verdict = judge.Of(behaviour, rule, account.CountInSecond(now.ToUnixTimeSeconds()), ++session.Submits, identity);
            if (verdict.Status == SmscStatus.Ok && waiting + verdict.Receipt.Copies > options.MaxWaiting)
                verdict = verdict with { Status = SmscStatus.QueueFull, Fault = Fault.None };
            if (verdict.Status != SmscStatus.Ok)
            {
                counts.Refused++;
                return verdict;
            }
            duplicate = !recent.Add(identity);
            CountAccepted_NeedsLock(duplicate, now);
            if (verdict.Receipt.Mode == ReceiptMode.Auto && WantsReceipt(in submit, verdict.Receipt.State))
                receipt = ScheduleReceipts_NeedsLock(account, in submit, id, behaviour, verdict.Receipt, now);
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
        return verdict;
    }

    /// <summary>Holds a response back for as long as the behaviour says.</summary>
    public void RespondLater(SmscSession session, byte[] response, ulong id, TimeSpan delay)
    {
        lock (gate)
            Schedule_NeedsLock(new DelayedResponse(session, response, id), delay);
    }

    void Keep(
        SmscSession session, in SubmitPdu submit, ReadOnlySpan<byte> pdu, ulong id, Behaviour behaviour, ReceiptPlan plan, Delivery? receipt,
        DateTimeOffset now)
    {
        var part = new Part
        {
            MessageId = id,
            IdText = MessageIds.Text(id, behaviour.ResponseId),
            Pdu = pdu.ToArray(),
            At = now,
            Account = session.Account!.SystemId,
            PlannedState = plan.State,
            Pending = receipt,
            Unordered = (submit.RegisteredDelivery & 3) == 0 ? ReceiptProgress.NotAsked
                : plan.Mode == ReceiptMode.Hold ? ReceiptProgress.Held
                : ReceiptProgress.Never,
        };
        var whole = Inbox.Receive(in submit, part);
        if (whole is not null && plan.AutoReply is { } reply)
            Reply(new(whole.Number, whole.Peer, reply), out _);
    }

    Delivery ScheduleReceipts_NeedsLock(
        Account account, in SubmitPdu submit, ulong id, Behaviour behaviour, ReceiptPlan plan, DateTimeOffset now)
    {
        var pdu = ReceiptWriter.Write(in submit, id, behaviour, plan.State, plan.Error, now, now + plan.Delay);
        Delivery? first = null, last = null;
        for (var copy = 0; copy < plan.Copies; copy++)
        {
            var receipt = new Delivery { Account = account, Pdu = pdu, MessageId = id, IsReceipt = true };
            first ??= receipt;
            last?.NextCopy = receipt;
            last = receipt;
            Began_NeedsLock(receipt);
            if (plan.BeforeResponse)
                MakeReady_NeedsLock(receipt);
            else
                Schedule_NeedsLock(receipt, plan.Delay);
        }
        return first!;
    }

    /// <summary>registered_delivery, SMPP 3.4 §5.2.17: 1 wants every outcome, 2 failures only.</summary>
    static bool WantsReceipt(in SubmitPdu submit, ReceiptState state) => (submit.RegisteredDelivery & 3) switch
    {
        0 => false,
        2 => state is not (ReceiptState.Delivered or ReceiptState.Accepted),
        _ => true,
    };
}
