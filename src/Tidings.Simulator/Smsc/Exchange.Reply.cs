using Tidings.Simulator.Messages;
using Tidings.Simulator.Texts;

namespace Tidings.Simulator.Smsc;

/// <summary>A text that a phone sends: from its number to a sender of the bank's.</summary>
internal readonly record struct ReplyOrder(string From, string To, string Text);

internal sealed partial class Exchange
{
    byte lastReference;

    /// <summary>Sends a reply. False if nobody was ever bound who could take it.</summary>
    public bool Reply(ReplyOrder order, out Bubble? bubble)
    {
        bubble = null;
        var encoded = MoEncoder.Encode(order.Text);
        var accountName = Inbox.AccountOf(order.From, order.To);
        SmscSession[] flush;
        lock (gate)
        {
            var account = AccountFor_NeedsLock(accountName);
            if (account is null || waiting + encoded.Parts.Count > options.MaxWaiting)
                return false;
            var deliveries = new Delivery[encoded.Parts.Count];
            var reference = ++lastReference;
            for (var i = 0; i < deliveries.Length; i++)
                deliveries[i] = new() { Account = account, Pdu = MoWriter.Write(order, encoded, i, reference), MessageId = NextId(), IsReceipt = false };
            if (!options.Sink)
                bubble = Inbox.Send(order, encoded, deliveries, account.SystemId, Now);
            foreach (var delivery in deliveries)
            {
                Began_NeedsLock(delivery);
                MakeReady_NeedsLock(delivery);
            }
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
        return true;
    }

    Account? AccountFor_NeedsLock(string? name)
    {
        if (name is not null && accounts.TryGetValue(name, out var known))
            return known;
        foreach (var account in accounts.Values)
        {
            if (account.HasReceiver)
                return account;
        }
        return null;
    }
}
