using Tidings.Simulator.Messages;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

internal sealed partial class Exchange
{
    /// <summary>A deliver_sm was answered.</summary>
    public void Answered(SmscSession session, uint sequence, SmscStatus status)
    {
        Delivery? delivery;
        lock (gate)
        {
            delivery = session.TakeInFlight_NeedsLock(sequence);
            if (delivery is null)
                return;
            if (status is SmscStatus.QueueFull or SmscStatus.Throttled or SmscStatus.ReceiverTemporaryError or SmscStatus.SystemError)
            {
                Again_NeedsLock(delivery, TryAgain);
                return;
            }
            Ended_NeedsLock(delivery);
            delivery.Answer = status;
            if (status != SmscStatus.Ok)
                counts.ReceiptsRefused += delivery.IsReceipt ? 1 : 0;
            else if (delivery.IsReceipt)
                counts.ReceiptsAcknowledged++;
            else
                counts.RepliesAcknowledged++;
        }
        if (!options.Sink)
            Inbox.Answered(delivery.MessageId);
    }

    void Again_NeedsLock(Delivery delivery, TimeSpan delay)
    {
        if (delivery.Attempts >= MostAttempts)
        {
            Ended_NeedsLock(delivery);
            delivery.Answer = SmscStatus.ReceiverTemporaryError;
            counts.ReceiptsRefused += delivery.IsReceipt ? 1 : 0;
        }
        else
        {
            Schedule_NeedsLock(delivery, delay);
        }
    }

    /// <summary>Sends the receipt of each of a text's segments now, with this outcome, in place of any that waits.</summary>
    public ReleaseResult Release(long textId, ReceiptState state, int error)
    {
        var parts = Inbox.PartsOf(textId);
        if (parts is null)
            return ReleaseResult.NoSuchText;
        SmscSession[] flush;
        var released = false;
        var behaviour = Behaviour;
        lock (gate)
        {
            foreach (var part in parts)
            {
                if (part.Receipt is ReceiptProgress.NotAsked or ReceiptProgress.Acknowledged)
                    continue;
                for (var pending = part.Pending; pending is not null; pending = pending.NextCopy)
                    pending.Withdrawn = true;
                var submit = new SubmitPdu();
                submit.Read(part.Pdu);
                if (!accounts.TryGetValue(part.Account, out var account))
                    accounts.Add(part.Account, account = new(part.Account));
                var receipt = new Delivery
                {
                    Account = account,
                    Pdu = ReceiptWriter.Write(in submit, part.MessageId, behaviour, state, error, part.At, Now),
                    MessageId = part.MessageId,
                    IsReceipt = true,
                };
                part.Pending = receipt;
                part.PlannedState = state;
                Began_NeedsLock(receipt);
                released = true;
                MakeReady_NeedsLock(receipt);
            }
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
        if (!released)
            return ReleaseResult.NotWaiting;
        Inbox.Answered(parts[0].MessageId);
        return ReleaseResult.Released;
    }
}

/// <summary>What came of an order to send a receipt now.</summary>
internal enum ReleaseResult
{
    Released,
    NoSuchText,
    NotWaiting,
}
