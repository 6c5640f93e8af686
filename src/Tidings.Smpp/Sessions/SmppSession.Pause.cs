namespace Tidings.Smpp.Sessions;

/// <summary>
/// Back-pressure on the peer: while as many of its requests as we allow wait for our answers, or our octets for it, nothing is read.
/// What it has answered may lie unread meanwhile, so the time that responses may take is counted in time that we listened.
/// </summary>
public abstract partial class SmppSession
{
    private TaskCompletionSource? _paused;
    private long _pausedAt;
    private long _deaf;

    /// <summary>
    /// Whether nothing is read now, because too many of the peer's requests wait for our answers or too many of our octets for the peer.
    /// No response of the peer's is taken to be late meanwhile.
    /// </summary>
    public bool IsPaused => Volatile.Read(ref _paused) is not null;

    private bool MustPause()
    {
        lock (_gate)
            return MustPause_NeedsLock();
    }

    private bool MustPause_NeedsLock() =>
        _state != SessionState.Closed && ((_inbound.IsFull && !_isDraining) || _output.Length > _options.MaxOutput);

    private Task UntilResumedAsync()
    {
        lock (_gate)
        {
            if (!MustPause_NeedsLock())
                return Task.CompletedTask;
            _pausedAt = _clock.GetTimestamp();
            _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _paused.Task;
        }
    }

    private void Resume_NeedsLock()
    {
        var now = _clock.GetTimestamp();
        _deaf += now - _pausedAt;
        (_lastReceived, _enquiredAt) = (now, null);
        _paused?.TrySetResult();
        _paused = null;
    }

    /// <summary>A clock that stands still while nothing is read.</summary>
    private long Listened_NeedsLock(long now) => (_paused is null ? now : _pausedAt) - _deaf;
}
