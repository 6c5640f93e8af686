using System.Text;
using Tidings.Simulator.Messages;
using Tidings.Simulator.Smsc;
using Tidings.Simulator.Texts;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator;

public sealed partial class Inbox
{
    /// <summary>Takes in one segment; returns the text if that made it whole.</summary>
    internal Bubble? Receive(in SubmitPdu submit, Part part)
    {
        var segment = TextDecoder.Decode(in submit);
        var source = Encoding.Latin1.GetString(submit.Source);
        var number = Encoding.ASCII.GetString(submit.Destination).TrimStart('+');
        part.Text = segment.Text;
        part.Number = segment.Number;
        Bubble whole;
        Waiter[] answered;
        lock (gate)
        {
            var parts = assembly.Add(new(part.Account, source, number, segment.Reference, segment.Total), part);
            if (parts is null)
                return null;
            whole = new()
            {
                Id = ++lastId,
                IsReply = false,
                Number = number,
                Peer = source,
                Text = parts.Count == 1 ? segment.Text : string.Concat(parts.Select(one => one.Text)),
                Encoding = segment.Encoding,
                DataCoding = submit.DataCoding,
                At = part.At,
                Account = part.Account,
                Parts = parts,
            };
            Add_NeedsLock(whole);
            answered = TakeWaiters_NeedsLock(number);
        }
        foreach (var waiter in answered)
            waiter.Arrived.TrySetResult();
        Live.Tell(new(whole));
        return whole;
    }

    internal Bubble Send(ReplyOrder order, MoText encoded, Delivery[] deliveries, string account, DateTimeOffset at)
    {
        Bubble bubble;
        lock (gate)
        {
            bubble = new()
            {
                Id = ++lastId,
                IsReply = true,
                Number = order.From.TrimStart('+'),
                Peer = order.To,
                Text = order.Text,
                Encoding = encoded.Encoding,
                DataCoding = encoded.DataCoding,
                At = at,
                Account = account,
                Parts = [.. deliveries.Select((delivery, i) => new Part
                {
                    MessageId = delivery.MessageId, IdText = "", Pdu = [], At = at, Account = account, Number = i + 1, Pending = deliveries[i],
                })],
            };
            Add_NeedsLock(bubble);
        }
        Live.Tell(new(bubble));
        return bubble;
    }

    /// <summary>The server has answered a receipt, or a part of a reply.</summary>
    internal void Answered(ulong message)
    {
        Bubble? bubble;
        lock (gate)
        {
            if (!byMessage.TryGetValue(message, out bubble))
                return;
        }
        Live.Tell(new(bubble));
    }
}
