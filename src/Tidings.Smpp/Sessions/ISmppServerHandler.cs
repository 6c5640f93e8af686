using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// What a server's owner hears, of all sessions at once. The rules of <see cref="ISmppClientHandler"/> hold here too.
/// </summary>
public interface ISmppServerHandler
{
    /// <summary>An ESME wants to bind. Nothing more is read from it until this has been decided.</summary>
    ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation);

    /// <summary>A message. Answer it with <see cref="SmppServerSession.ReplySubmitSm"/>.</summary>
    void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket);

    /// <summary>The bind has succeeded and its response is on its way.</summary>
    void OnBound(SmppServerSession session)
    {
    }

    /// <summary>The ESME's answer to a deliver_sm or data_sm that was sent with a token.</summary>
    /// <param name="session">The session.</param>
    /// <param name="token">The token given to <see cref="SmppServerSession.Deliver"/>.</param>
    /// <param name="status">The result: the response's, or generic_nack's where the ESME did not understand.</param>
    /// <param name="tlvs">The response's TLVs, such as delivery_failure_reason; empty where there are none.</param>
    void OnDeliverSmResp(SmppServerSession session, long token, CommandStatus status, TlvBlock tlvs)
    {
    }

    /// <summary>No response came in time; one that comes later is ignored.</summary>
    void OnResponseTimeout(SmppServerSession session, long token)
    {
    }

    /// <summary>A message in a data_sm. Refused with ESME_RINVCMDID unless you override this, as are the following.</summary>
    void OnDataSm(SmppServerSession session, in DataSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>A message for many.</summary>
    void OnSubmitMulti(SmppServerSession session, in SubmitMulti pdu, ReplyTicket ticket) =>
        session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>A question after a message's state.</summary>
    void OnQuerySm(SmppServerSession session, in QuerySm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>A message to be taken back.</summary>
    void OnCancelSm(SmppServerSession session, in CancelSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>A message to be replaced.</summary>
    void OnReplaceSm(SmppServerSession session, in ReplaceSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>The session is over: the last call. Comes only where the bind had succeeded, or this handler has thrown.</summary>
    void OnClosed(SmppServerSession session, SessionEnd end)
    {
    }
}
