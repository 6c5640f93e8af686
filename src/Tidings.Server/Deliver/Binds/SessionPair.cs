using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// Two sessions of SMPP as one: texts leave by the transmitter, receipts and customers' texts come by the receiver. Where one ends the other is ended too, since texts whose receipts nobody takes, and
/// receipts of a bind that sends nothing, would look well to whoever watches.
/// </summary>
internal sealed class SessionPair : ICarrierSession
{
    readonly SmppClient _transmitter;
    readonly SmppClient _receiver;
    readonly SubmitSender _sender;

    public SessionPair(SmppClient transmitter, SmppClient receiver, SubmitSender sender)
    {
        (_transmitter, _receiver, _sender) = (transmitter, receiver, sender);
        Ended = EndTogether();
    }

    public Task<string> Ended { get; }

    public int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome) =>
        _sender.Send(_transmitter, message, window, slots, now, leaveBy, out outcome);

    public void Abort()
    {
        _transmitter.Abort();
        _receiver.Abort();
    }

    /// <summary>The transmitter first: until nothing leaves any more, receipts may come.</summary>
    public async Task Close()
    {
        await _transmitter.UnbindAsync();
        await _receiver.UnbindAsync();
    }

    /// <summary>Answers of the transmitter's are with the pump when both have ended.</summary>
    async Task<string> EndTogether()
    {
        var first = await Task.WhenAny(_transmitter.Completion, _receiver.Completion);
        await Close();
        await Task.WhenAll(_transmitter.Completion, _receiver.Completion);
        var why = (await first).Reason;
        return first == _transmitter.Completion ? why.ToString() : $"{why} (Receiver)";
    }
}
