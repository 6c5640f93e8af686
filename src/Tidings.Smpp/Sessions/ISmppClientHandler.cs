using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// What a client's owner hears. Calls come from the session's read loop (time-outs from its timer) and are never under a lock:
/// be quick, do not block, keep nothing of a PDU's spans; sending and replying from within is welcome, and goes out in one write.
/// </summary>
public interface ISmppClientHandler
{
    /// <summary>The answer to a submit_sm.</summary>
    /// <param name="session">The session.</param>
    /// <param name="token">The token given to <see cref="SmppClient.Submit"/>.</param>
    /// <param name="status">The result: submit_sm_resp's, or generic_nack's where the SMSC did not understand.</param>
    /// <param name="response">
    /// The SMSC's name for the message and the TLVs, such as congestion_state and additional_status_info_text; empty where there are none.
    /// What cannot be read of a response is empty too, and leaves the status as it came.
    /// </param>
    void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response);

    /// <summary>A message or a receipt. Answer it with <see cref="SmppSession.Reply(ReplyTicket, CommandStatus)"/> once it is safe with you.</summary>
    void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket);

    /// <summary>No response came in time; one that comes later goes to <see cref="OnLateSubmitSmResp"/>. Whether the SMSC has the request is not known.</summary>
    void OnResponseTimeout(SmppClient session, long token);

    /// <summary>
    /// The answer to a submit_sm after its time-out was reported, for at least the last eight windows of them in the same session. Unless you override this it is ignored.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="token">The token given to <see cref="SmppClient.Submit"/>, which OnResponseTimeout has handed back before.</param>
    /// <param name="status">The result, as in <see cref="OnSubmitSmResp"/>.</param>
    /// <param name="response">As in <see cref="OnSubmitSmResp"/>.</param>
    void OnLateSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
    {
    }

    /// <summary>The session is over: the last call. Comes only where the bind had succeeded.</summary>
    void OnClosed(SmppClient session, SessionEnd end);

    /// <summary>A message or a receipt in a data_sm. Refused with ESME_RINVCMDID unless you override this.</summary>
    void OnDataSm(SmppClient session, in DataSm pdu, ReplyTicket ticket) => session.Reply(ticket, CommandStatus.ESME_RINVCMDID);

    /// <summary>A subscriber can be reached again.</summary>
    void OnAlertNotification(SmppClient session, in AlertNotification pdu)
    {
    }

    /// <summary>
    /// The answer to a request other than submit_sm that was sent with a token. Decode the frame as that command's response; it is a
    /// generic_nack where the SMSC did not understand.
    /// </summary>
    void OnResponse(SmppClient session, long token, PduFrame response)
    {
    }
}
