using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Track;

/// <summary>Who brought a receipt: a session that waits for its deliver_sm_resp, or a callback that waits for its answer.</summary>
internal readonly record struct ReceiptBearer
{
    readonly object _bearer;
    readonly ReplyTicket _ticket;

    public ReceiptBearer(SmppClient session, ReplyTicket ticket) => (_bearer, _ticket) = (session, ticket);

    /// <param name="callback">Completed with whether the receipt is durable.</param>
    public ReceiptBearer(TaskCompletionSource<bool> callback) => _bearer = callback;

    /// <summary>It came by a callback, which whoever recorded it could bring again.</summary>
    public bool IsCallback => _bearer is TaskCompletionSource<bool>;

    /// <summary>Answers. False: it was not taken, and is to be brought again.</summary>
    public void Answer(bool durable)
    {
        if (_bearer is SmppClient session)
            session.Reply(_ticket, durable ? CommandStatus.ESME_ROK : CommandStatus.ESME_RX_T_APPN);
        else
            ((TaskCompletionSource<bool>)_bearer).TrySetResult(durable);
    }
}
