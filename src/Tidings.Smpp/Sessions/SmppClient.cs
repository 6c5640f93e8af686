using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Sessions;

/// <summary>An ESME's session with an SMSC. Ends once; to reconnect, connect a new one.</summary>
public sealed partial class SmppClient : SmppSession
{
    private readonly ISmppClientHandler _handler;
    private readonly TaskCompletionSource<OutbindRequest> _outbind = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SmppClient(Transport transport, SmppClientOptions options, ISmppClientHandler handler, TimeProvider clock)
        : base(transport.Socket, transport.Stream, SessionRole.Esme, options, clock) => _handler = handler;

    /// <summary>The version that the SMSC told, 0x34 or 0x50; 0 where it told none.</summary>
    public byte PeerInterfaceVersion { get; private set; }

    /// <summary>Sends a message; the answer goes to the handler's OnSubmitSmResp. Does not wait and does not allocate.</summary>
    /// <param name="message">The message; its spans are copied.</param>
    /// <param name="token">The caller's name for it, handed back exactly once where the outcome is <see cref="SendOutcome.Sent"/>.</param>
    public SendOutcome Submit(scoped in SubmitSm message, long token) => Send(message, token);

    /// <summary>Sends a message and gives its response to the caller.</summary>
    /// <param name="message">The message; its spans are copied before this returns.</param>
    public Task<RequestResult> SubmitAsync(scoped in SubmitSm message) => RequestAsync(message);

    private protected override void OnRequest(PduFrame frame, ReplyTicket ticket)
    {
        PduFault fault;
        if (frame.Header.CommandId == CommandId.DeliverSm)
        {
            fault = PduCodec.Decode(frame, out DeliverSm deliver);
            if (SaysEnough(fault))
            {
                _handler.OnDeliverSm(this, deliver, ticket);
                return;
            }
        }
        else
        {
            fault = PduCodec.Decode(frame, out DataSm data);
            if (SaysEnough(fault))
            {
                _handler.OnDataSm(this, data, ticket);
                return;
            }
        }
        Reply(ticket, fault.Status);
    }

    /// <summary>A receipt with a broken last TLV says what it has to say before it; refused it would only come again.</summary>
    private static bool SaysEnough(PduFault fault) => !fault.IsFault || fault.Status == CommandStatus.ESME_RINVOPTPARSTREAM;

    private protected override void OnResponse(long token, CommandId request, PduFrame frame)
    {
        if (request == CommandId.SubmitSm)
        {
            // What cannot be read of a response leaves its status good: the message was taken, its name is empty.
            PduCodec.Decode(frame, out SubmitSmResp response);
            _handler.OnSubmitSmResp(this, token, frame.Header.CommandStatus, response);
        }
        else
        {
            _handler.OnResponse(this, token, frame);
        }
    }

    private protected override void OnLateResponse(long token, PduFrame frame)
    {
        if (frame.Header.CommandId is not (CommandId.SubmitSmResp or CommandId.GenericNack))
            return;
        PduCodec.Decode(frame, out SubmitSmResp response);
        _handler.OnLateSubmitSmResp(this, token, frame.Header.CommandStatus, response);
    }

    private protected override void OnNotice(PduFrame frame)
    {
        if (frame.Header.CommandId == CommandId.Outbind)
        {
            if (PduCodec.Decode(frame, out Outbind outbind).IsFault)
                return;
            MarkOutbound();
            _outbind.TrySetResult(new OutbindRequest(
                Encoding.Latin1.GetString(outbind.SystemId), Encoding.Latin1.GetString(outbind.Password)));
        }
        else if (!PduCodec.Decode(frame, out AlertNotification alert).IsFault)
        {
            _handler.OnAlertNotification(this, alert);
        }
    }

    private protected override void OnBindResponse(PduFrame frame)
    {
        if (frame.Header.CommandStatus != CommandStatus.ESME_ROK || frame.Header.CommandId == CommandId.GenericNack)
            return;
        PduCodec.Decode(frame, out BindResp response);
        PeerSystemId = Encoding.Latin1.GetString(response.SystemId);
        PeerInterfaceVersion = response.Tlvs.TryGet(SmppTlvs.ScInterfaceVersion, out var version) ? version : (byte)0;
        MarkBound(response.Kind.ToCommandId());
    }

    private protected override void OnTimedOut(long token) => _handler.OnResponseTimeout(this, token);

    private protected override void OnEnded(SessionEnd end)
    {
        _timer?.Dispose();
        _outbind.TrySetCanceled();
        if (WasBound)
            _handler.OnClosed(this, end);
    }
}
