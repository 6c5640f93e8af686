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
        var first = Task.WhenAny(_transmitter.TakesNone, _receiver.TakesNone);
        (Ending, Ended) = (first, EndTogether(first));
    }

    public Task<string> Ended { get; }

    /// <summary>Nothing more is taken when one of the two ends: the transmitter is unbound, and would send none of it.</summary>
    public Task Ending { get; }

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
    async Task<string> EndTogether(Task<Task> ending)
    {
        var first = await ending;
        await Close();
        var (sent, received) = (await _transmitter.Completion, await _receiver.Completion);
        return first == _transmitter.TakesNone ? sent.Reason.ToString() : $"{received.Reason} (Receiver)";
    }
}
