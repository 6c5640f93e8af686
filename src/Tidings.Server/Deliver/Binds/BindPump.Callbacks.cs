using System.Text;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Track;
using Tidings.Server.Track.Callbacks;
using Tidings.Server.Track.Replies;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What HTTP carriers call instead of a session's read loop: it keeps and wakes, no more.</summary>
internal sealed partial class BindPump
{
    const int LongestError = 32;

    /// <summary>When the newest claim was begun: a timestamp. For the pump's own thread.</summary>
    public long ClaimedAt => _claimedAt;

    /// <summary>As much of an id as is kept: no longer than that, and nothing behind a NUL, at which the store reads no further.</summary>
    public static string AsReference(string id)
    {
        var end = id.IndexOf('\0', StringComparison.Ordinal);
        return id[..Math.Min(end < 0 ? id.Length : end, LongestReference)];
    }

    /// <summary>A request was answered, or was not.</summary>
    public void Hear(in Answer answer)
    {
        _inbox.Add(answer);
        _signal.Set();
    }

    readonly Dictionary<CallbackReceipt, Task<bool>> _receiving = [];

    /// <summary>
    /// Takes a receipt. True when it is durable, or is about no text that is known; false where it is to be brought again. Brought several times at once, it is one: what is durable is known by the store, what
    /// is on its way there by this.
    /// </summary>
    public Task<bool> Receive(CallbackReceipt receipt)
    {
        lock (_receiving)
        {
            if (_receiving.TryGetValue(receipt, out var underWay))
                return underWay;
            var taken = Bring(receipt);
            _receiving.Add(receipt, taken);
            _ = taken.ContinueWith(_ => Forget(receipt), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return taken;
        }
    }

    void Forget(CallbackReceipt receipt)
    {
        lock (_receiving)
            _receiving.Remove(receipt);
    }

    Task<bool> Bring(CallbackReceipt receipt)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var error = receipt.Error is { Length: > LongestError } longer ? longer[..LongestError] : receipt.Error;
        _inbox.Add(new ReceivedReceipt(
            new(done), ReceiptKeys.Of(Encoding.Latin1.GetBytes(AsReference(receipt.Id)), MessageIdRule.Same), LastDigits: -1, (byte)receipt.State, error));
        _signal.Set();
        return done.Task;
    }

    /// <summary>A customer's text that came by a callback: it is held against the same rules as one that came over SMPP, and goes where those go.</summary>
    public Task<bool> TakeReply(CallbackReply reply)
    {
        if (InboundOrigin.Of(Encoding.Latin1.GetBytes(reply.To), Encoding.Latin1.GetBytes(reply.From), _carrier.Senders, _options.Numbers) is not Foreign.No and var why)
        {
            _carrier.Metrics.Foreign.Add(1, new KeyValuePair<string, object?>("why", why));
            HttpCarrierLog.IsForeign(_carrier.Log, _carrier.Name, why);
            _carrier.Texts?.Foreign(_carrier.Name, why);
        }
        else if (_carrier.Texts is { } texts)
        {
            var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var text = InboundText.Of(reply, _carrier.Name, status => done.TrySetResult(status == CommandStatus.ESME_ROK));
            return texts.Take(text) ? done.Task : Task.FromResult(false);
        }
        else
        {
            _carrier.Metrics.NotUnderstood.Add(1);
            DeliverLog.NotUnderstood(_carrier.Log, _bind);
        }
        return Task.FromResult(true);
    }
}
