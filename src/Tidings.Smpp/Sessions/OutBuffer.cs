namespace Tidings.Smpp.Sessions;

/// <summary>
/// Octets on their way out: one array is filled while the other is sent, and they change places, so any number of PDUs cost one write.
/// Not synchronised: the session's lock is.
/// </summary>
internal sealed class OutBuffer
{
    private const int FirstSize = 1024;

    /// <summary>What an idle session may keep.</summary>
    private const int Comfortable = 16 * 1024;

    private byte[] _filling = [];
    private byte[] _sending = [];
    private int _filled;
    private int _sent;
    private bool _isUsed;

    /// <summary>Octets that wait or are being sent.</summary>
    public int Length => _filled + _sent;

    public bool HasWaiting => _filled > 0;

    public bool IsSending => _sent > 0;

    /// <summary>Octets of memory held.</summary>
    public int Capacity => _filling.Length + _sending.Length;

    /// <summary>Room for a PDU; what is written counts after <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_filling.Length - _filled < size)
            Array.Resize(ref _filling, Math.Max(Math.Max(_filling.Length * 2, FirstSize), _filled + size));
        return _filling.AsSpan(_filled);
    }

    public void Advance(int written)
    {
        _filled += written;
        _isUsed = true;
    }

    /// <summary>Lets large arrays go where nothing was written since the last call.</summary>
    public void Trim()
    {
        if (!_isUsed && Length == 0 && _filling.Length + _sending.Length > Comfortable)
            _filling = _sending = [];
        _isUsed = false;
    }

    /// <summary>Takes all that waits for one write. The next call may only come after <see cref="Sent"/>.</summary>
    public ReadOnlyMemory<byte> Swap()
    {
        (_filling, _sending) = (_sending, _filling);
        (_filled, _sent) = (0, _filled);
        return _sending.AsMemory(0, _sent);
    }

    public void Sent() => _sent = 0;
}
