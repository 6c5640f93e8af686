namespace Tidings.Core.Events.Camt;

/// <summary>
/// Refuses a tag without end: the XML reader would hold an attribute of a gigabyte whole. Only octets are looked at, so that in UTF-16 a
/// '&lt;' may be seen where there is none; a '&gt;' follows soon enough.
/// </summary>
internal sealed class GuardedStream(Stream inner, int maxMarkup) : Stream
{
    private int _open = -1;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        Watch(buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Watch(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Only the last '<' of a chunk can still be open when the chunk ends: what lies between is at most a chunk long.
    private void Watch(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty)
            return;
        var closed = octets.LastIndexOf((byte)'>');
        var opened = octets[(closed + 1)..].IndexOf((byte)'<');
        if (closed >= 0)
            _open = opened < 0 ? -1 : octets.Length - closed - 1 - opened;
        else if (_open >= 0)
            _open += octets.Length;
        else if (opened >= 0)
            _open = octets.Length - opened;
        if (_open > maxMarkup)
            throw new CamtLimitException("markup");
    }
}
