using System.Net;
using System.Net.Sockets;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// One SMPP session, seen from either side: windows both ways, timers and the end. All members may be called from any thread;
/// sending costs an encode into the out-buffer under a short lock, no allocation and no wait.
/// </summary>
public abstract partial class SmppSession : IAsyncDisposable
{
    /// <summary>So many windows without answers are remembered, should the answers come after all.</summary>
    private const int OverdueWindows = 8;

    private static long s_lastId;

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly TimeProvider _clock;
    private readonly SmppSessionOptions _options;
    private readonly PendingRequests _pending;
    private readonly OverdueRequests _overdue;
    private readonly InboundWindow _inbound;
    private readonly SessionOutput _output;
    private readonly TaskCompletionSource<SessionEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _takesNone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionState _state;
    private TaskCompletionSource? _room;

    private protected SmppSession(Socket socket, Stream stream, SessionRole role, SmppSessionOptions options, TimeProvider clock)
    {
        (_socket, _stream, Role, _options, _clock) = (socket, stream, role, options, clock);
        RemoteEndPoint = socket.RemoteEndPoint;
        _pending = new PendingRequests(options.Window);
        _overdue = new OverdueRequests(OverdueWindows * options.Window);
        _inbound = new InboundWindow(options.InboundWindow);
        _output = new SessionOutput(this, stream, _gate, clock);
        _openedAt = _lastReceived = _lastActivity = clock.GetTimestamp();
    }

    /// <summary>A number of its own for each session of this process, for logs.</summary>
    public long Id { get; } = Interlocked.Increment(ref s_lastId);

    /// <summary>Which side we are.</summary>
    public SessionRole Role { get; }

    /// <summary>Where the session stands.</summary>
    public SessionState State => _state;

    /// <summary>The peer's address.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <summary>The peer's system_id, once bound.</summary>
    public string PeerSystemId { get; private protected set; } = "";

    /// <summary>Requests of ours that may wait for their responses.</summary>
    public int Window => _options.Window;

    /// <summary>Requests of ours that wait for their responses.</summary>
    public int InFlight => _pending.InWindow;

    /// <summary>Requests of the peer that wait for our answers.</summary>
    public int Unanswered => _inbound.Open;

    /// <summary>How the session ended; completes when it has, after the handler was told.</summary>
    public Task<SessionEnd> Completion => _completion.Task;

    /// <summary>Completes when no request of ours leaves any more: one of the two has unbound, or the session has ended. What is owed may still be answered until <see cref="Completion"/>.</summary>
    public Task TakesNone => _takesNone.Task;

    /// <summary>For the owner's use.</summary>
    public object? Context { get; set; }

    /// <summary>Sends a request whose response goes to the handler. Does not wait.</summary>
    /// <typeparam name="T">The request; binds and unbind are the session's own business.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="token">The caller's name for it, handed back exactly once.</param>
    public SendOutcome Send<T>(scoped in T request, long token) where T : struct, IRequestPdu<T>, allows ref struct =>
        SessionCommands.Contains(request.CommandId) ? SendOutcome.NotAllowed : Send(request, token, awaiter: null, control: false);

    /// <summary>Sends a request and gives its response to the caller. Does not wait for room: see <see cref="WaitForRoomAsync"/>.</summary>
    /// <typeparam name="T">The request.</typeparam>
    /// <param name="request">The request.</param>
    public Task<RequestResult> RequestAsync<T>(scoped in T request) where T : struct, IRequestPdu<T>, allows ref struct =>
        SessionCommands.Contains(request.CommandId)
            ? Task.FromResult(RequestResult.NotSent(SendOutcome.NotAllowed))
            : RequestAsync(request, control: false);

    /// <summary>Sends a PDU that has no response: alert_notification.</summary>
    /// <typeparam name="T">The PDU.</typeparam>
    /// <param name="notice">The PDU.</param>
    public SendOutcome Notify<T>(scoped in T notice) where T : struct, INoticePdu<T>, allows ref struct
    {
        SendOutcome outcome;
        bool flush;
        lock (_gate)
        {
            outcome = CanSend_NeedsLock(notice.CommandId, control: false);
            if (outcome == SendOutcome.Sent && !Write_NeedsLock(notice, CommandStatus.ESME_ROK, _pending.NextNoticeNumber()))
                outcome = SendOutcome.InvalidPdu;
            flush = _output.Claim_NeedsLock();
        }
        if (flush)
            _output.Schedule();
        return outcome;
    }

    /// <summary>Completes when a request may be sent, or the session has ended. Several may wait; look at the outcome of sending again.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (_state == SessionState.Closed || (_pending.HasRoom && _output.Length < _options.MaxOutput))
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Answers a request with a status alone, message_id empty where the response must have one.</summary>
    public ReplyOutcome Reply(ReplyTicket ticket, CommandStatus status) => ticket.Request switch
    {
        CommandId.DeliverSm => Reply(ticket, status, new DeliverSmResp()),
        CommandId.SubmitSm when status == CommandStatus.ESME_ROK => Reply(ticket, status, new SubmitSmResp()),
        CommandId.DataSm when status == CommandStatus.ESME_ROK => Reply(ticket, status, new DataSmResp()),
        _ => Reply(ticket, status, new HeaderOnly(ticket.Request.ToResponse())),
    };

    /// <summary>Answers a request.</summary>
    /// <typeparam name="T">The response.</typeparam>
    /// <param name="ticket">The right to answer.</param>
    /// <param name="status">The result.</param>
    /// <param name="response">The response; it must be the request's.</param>
    public ReplyOutcome Reply<T>(ReplyTicket ticket, CommandStatus status, scoped in T response)
        where T : struct, IResponsePdu<T>, allows ref struct
    {
        if (response.CommandId != ticket.Request.ToResponse())
            return ReplyOutcome.InvalidPdu;
        bool flush;
        lock (_gate)
        {
            if (_state == SessionState.Closed || _closing is not null)
                return ReplyOutcome.Closed;
            if (!_inbound.IsOpen(ticket))
                return ReplyOutcome.AlreadyAnswered;
            if (!Write_NeedsLock(response, status, ticket.SequenceNumber))
                return ReplyOutcome.InvalidPdu;
            _inbound.Return(ticket);
            OnProgress_NeedsLock();
            flush = _output.Claim_NeedsLock();
        }
        if (flush)
            _output.Schedule();
        return ReplyOutcome.Sent;
    }

    private protected Task<RequestResult> RequestAsync<T>(scoped in T request, bool control)
        where T : struct, IRequestPdu<T>, allows ref struct
    {
        var awaiter = new TaskCompletionSource<RequestResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var outcome = Send(request, token: 0, awaiter, control);
        return outcome == SendOutcome.Sent ? awaiter.Task : Task.FromResult(RequestResult.NotSent(outcome));
    }

    private SendOutcome Send<T>(scoped in T request, long token, object? awaiter, bool control)
        where T : struct, IRequestPdu<T>, allows ref struct
    {
        bool flush;
        lock (_gate)
        {
            var outcome = CanSend_NeedsLock(request.CommandId, control);
            if (outcome != SendOutcome.Sent)
                return outcome;
            if (!_pending.TryPeek(control, out var sequence))
                return SendOutcome.WindowFull;
            if (!Write_NeedsLock(request, CommandStatus.ESME_ROK, sequence))
                return SendOutcome.InvalidPdu;
            var now = _clock.GetTimestamp();
            _pending.Add(sequence, request.CommandId, control, token, awaiter, Listened_NeedsLock(now));
            if (!control)
                _lastActivity = now;
            if (request.CommandId == CommandId.Unbind)
                _state = SessionTable.After(_state, CommandId.Unbind);
            flush = _output.Claim_NeedsLock();
        }
        if (flush)
            _output.Schedule();
        return SendOutcome.Sent;
    }

    private SendOutcome CanSend_NeedsLock(CommandId command, bool control)
    {
        if (_state is SessionState.Closed or SessionState.Unbound || _closing is not null || (_isDraining && !control))
            return SendOutcome.Closed;
        if (!SessionTable.Allows(_state, command, Role))
            return SendOutcome.NotAllowed;
        return control || _output.Length < _options.MaxOutput ? SendOutcome.Sent : SendOutcome.OutputFull;
    }

    private bool Write_NeedsLock<T>(scoped in T pdu, CommandStatus status, uint sequence) where T : struct, IPdu<T>, allows ref struct
    {
        var room = _output.Reserve_NeedsLock(pdu.MaxLength);
        if (PduCodec.Encode(pdu, status, sequence, room, out var written, out _) != EncodeOutcome.Encoded)
            return false;
        _options.WireObserver?.Sent(this, room[..written]);
        _output.Advance_NeedsLock(written);
        return true;
    }
}
