using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>The end in good order, ours and the peer's (SMPP 3.4 §4.2).</summary>
public abstract partial class SmppSession
{
    private bool _isDraining;
    private TaskCompletionSource? _drained;
    private (uint Sequence, long At)? _peerUnbind;
    private EndReason? _unbinding;

    /// <summary>The peer has agreed to our unbind, and only what we still owe it keeps the session.</summary>
    private bool _agreed;

    /// <summary>
    /// Ends the session in good order: nothing new is sent or taken, what is unanswered either way may still be answered, then unbind.
    /// Each of the two waits takes at most the unbind timeout. What the peer asks meanwhile is refused for now: with ESME_RX_T_APPN by an
    /// ESME, with ESME_RSYSERR by an SMSC. Completes when the session has ended.
    /// </summary>
    public Task UnbindAsync() => UnbindAsync(EndReason.LocalUnbind);

    private async Task UnbindAsync(EndReason reason)
    {
        if (TryDrain(out var drained))
        {
            await WaitAsync(drained).ConfigureAwait(false);
            if (TryUnbind(reason))
            {
                var answer = RequestAsync(new Unbind(), control: true);
                await WaitAsync(answer).ConfigureAwait(false);
                EndUnbound(reason, agreed: answer is { IsCompletedSuccessfully: true, Result.Outcome: RequestOutcome.Answered });
            }
        }
        await _completion.Task.ConfigureAwait(false);
    }

    private bool TryDrain(out Task drained)
    {
        lock (_gate)
        {
            drained = Task.CompletedTask;
            if (_isDraining || !_state.IsBound())
                return false;
            _isDraining = true;
            _takesNone.TrySetResult();
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            drained = _drained.Task;
            OnProgress_NeedsLock();
            return true;
        }
    }

    /// <summary>Where the peer has unbound meanwhile, our answer to that is the last word, and may not be cut off by another end.</summary>
    private bool TryUnbind(EndReason reason)
    {
        lock (_gate)
        {
            if (_peerUnbind is not null || _closing is not null)
                return false;
            _unbinding = reason;
            return true;
        }
    }

    private void EndUnbound(EndReason reason, bool agreed)
    {
        lock (_gate)
        {
            if (agreed && _state != SessionState.Closed && _output.Length > 0)
            {
                _agreed = true;
                EndAfterFlush_NeedsLock(reason);
            }
        }
        if (!_agreed)
            End(reason);
        FlushIfNeeded();
    }

    private async Task WaitAsync(Task task)
    {
        Task done = Task.WhenAny(task, _completion.Task).WaitAsync(_options.UnbindTimeout, _clock);
        await done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnPeerUnbind(uint sequence)
    {
        lock (_gate)
        {
            _state = SessionTable.After(_state, CommandId.Unbind);
            _peerUnbind = (sequence, _clock.GetTimestamp());
            _takesNone.TrySetResult();
            OnProgress_NeedsLock();
        }
    }

    private void AnswerUnbind_NeedsLock(uint sequence)
    {
        Write_NeedsLock(new UnbindResp(), CommandStatus.ESME_ROK, sequence);
        EndAfterFlush_NeedsLock(EndReason.PeerUnbind);
    }

    /// <summary>Whether a request came too late: it would keep the drain open, or open what has been closed.</summary>
    private bool ComesTooLate(CommandId request) =>
        _isDraining && request is not (CommandId.EnquireLink or CommandId.Unbind) && request.HasResponse()
        && SessionTable.Allows(SessionState.BoundTrx, request, PeerRole);

    /// <summary>A refusal that brings the message again, to another bind or a later one.</summary>
    private CommandStatus ComeAgain => Role == SessionRole.Esme ? CommandStatus.ESME_RX_T_APPN : CommandStatus.ESME_RSYSERR;
}
