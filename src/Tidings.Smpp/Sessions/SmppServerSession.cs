using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Sessions;

/// <summary>An SMSC's session with one ESME.</summary>
public sealed class SmppServerSession : SmppSession
{
    private const byte FirstVersionWithTlvs = 0x34;

    private readonly SmppServerOptions _options;
    private readonly ISmppServerHandler _handler;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _ended = new();
    private (BindRequest Request, uint Sequence) _bind;

    internal SmppServerSession(Transport transport, SmppServerOptions options, ISmppServerHandler handler, TimeProvider clock)
        : base(transport.Socket, transport.Stream, SessionRole.Smsc, options, clock)
    {
        (_options, _handler) = (options, handler);
        _certificate = (transport.Stream as SslStream)?.RemoteCertificate as X509Certificate2;
    }

    /// <summary>How the ESME bound; null until it has.</summary>
    public BindRequest? Bind { get; private set; }

    /// <summary>Sends a message or a receipt; the answer goes to the handler's OnDeliverSmResp. Does not wait and does not allocate.</summary>
    /// <param name="message">The message; its spans are copied.</param>
    /// <param name="token">The caller's name for it, handed back exactly once where the outcome is <see cref="SendOutcome.Sent"/>.</param>
    public SendOutcome Deliver(scoped in DeliverSm message, long token) => Send(message, token);

    /// <summary>Answers a submit_sm.</summary>
    /// <param name="ticket">The right to answer.</param>
    /// <param name="status">The result; where it is an error the response has no body.</param>
    /// <param name="messageId">The SMSC's name for the message, to 64 octets.</param>
    /// <param name="tlvs">
    /// What else there is to say, such as congestion_state. Default none. An error that has some comes with a body (SMPP 5.0 §4.2.1.2).
    /// </param>
    public ReplyOutcome ReplySubmitSm(
        ReplyTicket ticket, CommandStatus status, scoped ReadOnlySpan<byte> messageId, scoped TlvBlock tlvs = default) =>
        status == CommandStatus.ESME_ROK || !tlvs.Octets.IsEmpty
            ? Reply(ticket, status, new SubmitSmResp { MessageId = status == CommandStatus.ESME_ROK ? messageId : [], Tlvs = tlvs })
            : Reply(ticket, status);

    internal SendOutcome SendOutbind(scoped in Outbind outbind)
    {
        var outcome = Notify(outbind);
        if (outcome == SendOutcome.Sent)
            MarkOutbound();
        return outcome;
    }

    private protected override PduFault OnBind(PduFrame frame)
    {
        var fault = PduCodec.Decode(frame, out Bind bind);
        if (fault.IsFault)
            return fault;
        var request = new BindRequest(
            bind.Kind, Text(bind.SystemId), Text(bind.Password), Text(bind.SystemType), bind.InterfaceVersion, Text(bind.AddressRange),
            _certificate);
        _bind = (request, frame.Header.SequenceNumber);
        return fault;
    }

    private protected override async Task DecideBindAsync()
    {
        var (request, sequence) = _bind;
        var decision = await _handler.OnBindAsync(this, request, _ended.Token).ConfigureAwait(false);
        if (decision.Status == CommandStatus.ESME_ROK)
            (Bind, PeerSystemId) = (request, request.SystemId);
        Respond(request, decision.Status, sequence);
        if (WasBound)
            _handler.OnBound(this);
    }

    private protected override void OnRequest(PduFrame frame, ReplyTicket ticket)
    {
        var fault = frame.Header.CommandId switch
        {
            CommandId.SubmitSm => OnSubmitSm(frame, ticket),
            CommandId.SubmitMulti => OnSubmitMulti(frame, ticket),
            CommandId.DataSm => OnDataSm(frame, ticket),
            CommandId.QuerySm => OnQuerySm(frame, ticket),
            CommandId.CancelSm => OnCancelSm(frame, ticket),
            CommandId.ReplaceSm => OnReplaceSm(frame, ticket),
            _ => new PduFault(CommandStatus.ESME_RINVCMDID),
        };
        if (fault.IsFault)
            Reply(ticket, fault.Status);
    }

    private protected override void OnResponse(long token, CommandId request, PduFrame frame)
    {
        TlvBlock tlvs = default;
        if (frame.Header.CommandId == CommandId.DeliverSmResp && !PduCodec.Decode(frame, out DeliverSmResp delivered).IsFault)
            tlvs = delivered.Tlvs;
        else if (frame.Header.CommandId == CommandId.DataSmResp && !PduCodec.Decode(frame, out DataSmResp data).IsFault)
            tlvs = data.Tlvs;
        _handler.OnDeliverSmResp(this, token, frame.Header.CommandStatus, tlvs);
    }

    private protected override void OnTimedOut(long token) => _handler.OnResponseTimeout(this, token);

    private protected override void OnEnded(SessionEnd end)
    {
        _ended.Cancel();
        if (WasBound || end.Reason == EndReason.HandlerFault)
            _handler.OnClosed(this, end);
    }

    private void Respond(BindRequest request, CommandStatus status, uint sequence)
    {
        var tlvs = new TlvWriter(stackalloc byte[8]);
        if (request.InterfaceVersion >= FirstVersionWithTlvs)
            tlvs.Add(SmppTlvs.ScInterfaceVersion, _options.InterfaceVersion);
        Span<byte> systemId = stackalloc byte[16];
        var length = Encoding.ASCII.GetBytes(_options.SystemId, systemId);
        AnswerBind(new BindResp { Kind = request.Kind, SystemId = systemId[..length], Tlvs = tlvs.Written }, status, sequence);
    }

    private PduFault OnSubmitSm(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out SubmitSm pdu);
        if (!fault.IsFault)
            _handler.OnSubmitSm(this, pdu, ticket);
        return fault;
    }

    private PduFault OnSubmitMulti(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out SubmitMulti pdu);
        if (!fault.IsFault)
            _handler.OnSubmitMulti(this, pdu, ticket);
        return fault;
    }

    private PduFault OnDataSm(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out DataSm pdu);
        if (!fault.IsFault)
            _handler.OnDataSm(this, pdu, ticket);
        return fault;
    }

    private PduFault OnQuerySm(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out QuerySm pdu);
        if (!fault.IsFault)
            _handler.OnQuerySm(this, pdu, ticket);
        return fault;
    }

    private PduFault OnCancelSm(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out CancelSm pdu);
        if (!fault.IsFault)
            _handler.OnCancelSm(this, pdu, ticket);
        return fault;
    }

    private PduFault OnReplaceSm(PduFrame frame, ReplyTicket ticket)
    {
        var fault = PduCodec.Decode(frame, out ReplaceSm pdu);
        if (!fault.IsFault)
            _handler.OnReplaceSm(this, pdu, ticket);
        return fault;
    }

    private static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);
}
