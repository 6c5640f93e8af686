namespace Tidings.Smpp.Sessions;

/// <summary>
/// Writes what a session sends. Whoever fills the buffer while nobody writes starts a flush on the thread pool; all that comes
/// until it runs goes into the same write. The read loop holds flushes back while it works through what it has read, and then writes itself.
/// </summary>
internal sealed class SessionOutput(SmppSession session, Stream stream, Lock gate, TimeProvider clock) : IThreadPoolWorkItem
{
    /// <summary>Octets in one write at most: a peer that takes so many is slow, not stalled, however much more waits.</summary>
    private const int Piece = 32 * 1024;

    private readonly OutBuffer _buffer = new();
    private bool _isCorked;
    private bool _isFlushing;
    private long _writingSince;

    /// <summary>Octets that wait or are being written.</summary>
    public int Length => _buffer.Length;

    /// <summary>Octets of memory held.</summary>
    public int Capacity => _buffer.Capacity;

    public void Trim_NeedsLock() => _buffer.Trim();

    public Span<byte> Reserve_NeedsLock(int size) => _buffer.Reserve(size);

    public void Advance_NeedsLock(int written) => _buffer.Advance(written);

    /// <summary>Whether the caller must flush, by <see cref="Schedule"/> once it has left the lock.</summary>
    public bool Claim_NeedsLock()
    {
        if (_isFlushing || _isCorked || !_buffer.HasWaiting)
            return false;
        return _isFlushing = true;
    }

    public void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    public void Cork()
    {
        lock (gate)
            _isCorked = true;
    }

    public void Uncork()
    {
        bool claimed;
        lock (gate)
        {
            _isCorked = false;
            claimed = Claim_NeedsLock();
        }
        if (claimed)
            _ = FlushAsync();
    }

    /// <summary>The write that was under way has been taken.</summary>
    public void Sent_NeedsLock() => _buffer.Sent();

    /// <summary>How long the peer has not taken the piece that is being written; zero where none is.</summary>
    public TimeSpan Stalled_NeedsLock(long now) => _buffer.IsSending ? clock.GetElapsedTime(_writingSince, now) : TimeSpan.Zero;

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        try
        {
            while (TryTake(out var octets))
            {
                for (; octets.Length > Piece; octets = octets[Piece..])
                {
                    await stream.WriteAsync(octets[..Piece]).ConfigureAwait(false);
                    OnPieceWritten();
                }
                await stream.WriteAsync(octets).ConfigureAwait(false);
                session.OnWritten();
            }
            await session.OnFlushedAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            session.End(EndReason.TransportFault, e);
        }
    }

    private void OnPieceWritten()
    {
        lock (gate)
            _writingSince = clock.GetTimestamp();
    }

    private bool TryTake(out ReadOnlyMemory<byte> octets)
    {
        lock (gate)
        {
            octets = default;
            if (!_buffer.HasWaiting)
                return _isFlushing = false;
            octets = _buffer.Swap();
            _writingSince = clock.GetTimestamp();
            return true;
        }
    }
}
