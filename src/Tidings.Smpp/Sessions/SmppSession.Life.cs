using System.Net.Security;
using System.Net.Sockets;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

public abstract partial class SmppSession
{
    /// <summary>How long the peer may take to close after our last word.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly long _openedAt;
    private long _lastReceived;
    private long _lastActivity;
    private long? _enquiredAt;
    private EndReason? _closing;
    private long _closingAt;
    private bool _saidLast;
    private EndReason _reason;
    private Exception? _cause;
    private int _sweeps;
    private TaskCompletionSource? _swept;

    /// <summary>Ends the session at once, without unbind. The owner is told of what is unanswered.</summary>
    public void Abort() => End(EndReason.Aborted);

    /// <summary>Ends the session at once where it has not ended, and waits for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        Abort();
        await _completion.Task.ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the session has ever been bound: only then is the owner told of its end.</summary>
    private protected bool WasBound { get; private set; }

    internal static bool IsTransportFault(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException;

    /// <summary>Looks at all clocks of the session. Called a few times in the shortest timeout.</summary>
    internal void Sweep()
    {
        lock (_gate)
        {
            if (_state == SessionState.Closed)
                return;
            _sweeps++;
        }
        try
        {
            CheckClocks();
        }
        catch (Exception e)
        {
            End(EndReason.HandlerFault, e);
        }
        finally
        {
            lock (_gate)
            {
                if (--_sweeps == 0)
                    _swept?.TrySetResult();
            }
        }
    }

    /// <summary>Completes when no sweep is under way: after the end none begins, so that the owner hears of the end last.</summary>
    private Task SweptAsync()
    {
        lock (_gate)
        {
            if (_sweeps == 0)
                return Task.CompletedTask;
            _swept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _swept.Task;
        }
    }

    private void CheckClocks()
    {
        var now = _clock.GetTimestamp();
        ExpireRequests(now);
        var enquire = false;
        EndReason? end;
        lock (_gate)
        {
            end = Overdue_NeedsLock(now);
            _output.Trim_NeedsLock();
            if (end is null && _state.IsBound() && _paused is null)
                enquire = MustEnquire_NeedsLock(now, out end);
            if (_peerUnbind is { } unbind && _closing is null && Passed(unbind.At, now, _options.UnbindTimeout))
                AnswerUnbind_NeedsLock(unbind.Sequence);
        }
        if (end == EndReason.Inactive)
            _ = UnbindAsync(EndReason.Inactive);
        else if (end is { } reason)
            End(reason);
        else if (enquire)
            Send(new EnquireLink(), token: 0, awaiter: null, control: true);
        FlushIfNeeded();
    }

    /// <summary>Ends the session; the first reason counts. The read loop tells the owner.</summary>
    internal void End(EndReason reason, Exception? cause = null)
    {
        lock (_gate)
        {
            if (_state == SessionState.Closed)
                return;
            _state = SessionState.Closed;
            (_reason, _cause) = (_closing ?? _unbinding ?? reason, cause);
            _takesNone.TrySetResult();
            OnProgress_NeedsLock();
        }
        _stream.Dispose();
    }

    /// <summary>Some octets have been taken by the peer.</summary>
    internal void OnWritten()
    {
        lock (_gate)
        {
            _output.Sent_NeedsLock();
            OnProgress_NeedsLock();
        }
    }

    /// <summary>All has been written; where it was our last word, say so and let the peer close.</summary>
    internal async Task OnFlushedAsync()
    {
        if (_closing is null || Interlocked.Exchange(ref _saidLast, true))
            return;
        if (_stream is SslStream tls)
            await tls.ShutdownAsync().ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
        if (_agreed)
            End(EndReason.LocalUnbind);
    }

    private protected abstract void OnTimedOut(long token);

    private protected abstract void OnEnded(SessionEnd end);

    /// <summary>Answers a bind, good or bad, from outside the read loop's batch.</summary>
    private protected void AnswerBind(scoped in BindResp response, CommandStatus status, uint sequence)
    {
        lock (_gate)
        {
            if (_state == SessionState.Closed)
                return;
            if (status == CommandStatus.ESME_ROK)
            {
                Write_NeedsLock(response, status, sequence);
                MarkBound_NeedsLock(response.Kind.ToCommandId());
            }
            else
            {
                Write_NeedsLock(new HeaderOnly(response.CommandId), status, sequence);
                EndAfterFlush_NeedsLock(EndReason.BindRefused);
            }
        }
        FlushIfNeeded();
    }

    private protected void MarkBound(CommandId bind)
    {
        lock (_gate)
        {
            if (_state != SessionState.Closed)
                MarkBound_NeedsLock(bind);
        }
    }

    private protected void MarkOutbound()
    {
        lock (_gate)
            _state = SessionTable.After(_state, CommandId.Outbind);
    }

    private void MarkBound_NeedsLock(CommandId bind)
    {
        _state = SessionTable.After(_state, bind);
        WasBound = true;
    }

    /// <summary>Something has moved: wake whoever waited for it.</summary>
    private void OnProgress_NeedsLock()
    {
        var closed = _state == SessionState.Closed;
        if (_room is not null && (closed || (_pending.HasRoom && _output.Length < _options.MaxOutput)))
        {
            _room.TrySetResult();
            _room = null;
        }
        if (_paused is not null && !MustPause_NeedsLock())
            Resume_NeedsLock();
        if (closed || _pending.InWindow > 0 || _inbound.Open > 0)
            return;
        _drained?.TrySetResult();
        if (_peerUnbind is { } unbind && _closing is null)
            AnswerUnbind_NeedsLock(unbind.Sequence);
    }

    private void EndAfterFlush_NeedsLock(EndReason reason)
    {
        _closing ??= reason;
        _closingAt = _clock.GetTimestamp();
    }

    private EndReason? Overdue_NeedsLock(long now)
    {
        if (_state == SessionState.Closed)
            return null;
        if (_closing is { } closing && Passed(_closingAt, now, Linger))
            return closing;
        if (_output.Stalled_NeedsLock(now) >= _options.WriteTimeout)
            return EndReason.OutputStalled;
        if (!WasBound && Passed(_openedAt, now, _options.BindTimeout))
            return EndReason.BindTimeout;
        return _options.InactivityTimeout is { } limit && _state.IsBound() && !_isDraining && Passed(_lastActivity, now, limit)
            ? EndReason.Inactive
            : null;
    }

    private bool MustEnquire_NeedsLock(long now, out EndReason? end)
    {
        end = _enquiredAt is { } asked && Passed(asked, now, _options.ResponseTimeout) ? EndReason.PeerSilent : null;
        if (_enquiredAt is not null || _options.EnquireLinkInterval is not { } interval || !Passed(_lastReceived, now, interval))
            return false;
        _enquiredAt = now;
        return true;
    }

    private void ExpireRequests(long now)
    {
        var allowed = (long)(_options.ResponseTimeout.TotalSeconds * _clock.TimestampFrequency);
        var cursor = 0u;
        while (true)
        {
            PendingRequests.Entry request;
            lock (_gate)
            {
                var oldest = Listened_NeedsLock(now) - allowed;
                if (_state == SessionState.Closed || !_pending.TryTakeSentBy(oldest, ref cursor, out request))
                    return;
                if (request is { Awaiter: null, IsControl: false })
                    _overdue.Add(request);
                OnProgress_NeedsLock();
            }
            if (request.Awaiter is TaskCompletionSource<RequestResult> awaiter)
                awaiter.TrySetResult(RequestResult.TimedOut);
            else if (!request.IsControl)
                OnTimedOut(request.Token);
        }
    }

    private bool Passed(long since, long now, TimeSpan limit) => _clock.GetElapsedTime(since, now) >= limit;

    private void FlushIfNeeded()
    {
        bool flush;
        lock (_gate)
            flush = _output.Claim_NeedsLock();
        if (flush)
            _output.Schedule();
    }

    private void Finish()
    {
        List<long> unanswered = [];
        List<TaskCompletionSource<RequestResult>> awaiters = [];
        lock (_gate)
        {
            for (var cursor = 0u; _pending.TryTakeSentBy(long.MaxValue, ref cursor, out var request);)
            {
                if (request.Awaiter is TaskCompletionSource<RequestResult> awaiter)
                    awaiters.Add(awaiter);
                else if (!request.IsControl)
                    unanswered.Add(request.Token);
            }
        }
        var end = new SessionEnd(_reason, unanswered, _cause);
        foreach (var awaiter in awaiters)
            awaiter.TrySetResult(RequestResult.Ended);
        try
        {
            OnEnded(end);
        }
        finally
        {
            _completion.TrySetResult(end);
        }
    }
}
