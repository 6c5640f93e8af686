namespace Tidings.Smpp.Tests.Sessions;

/// <summary>
/// A connection without a network: hands over chunk by chunk and takes everything, each at once, so that a session runs to its end on the
/// thread that started it.
/// </summary>
internal sealed class FedStream(IEnumerable<byte[]> chunks) : MemoryStream
{
    private readonly IEnumerator<byte[]> _chunks = chunks.GetEnumerator();
    private byte[] _chunk = [];
    private int _at;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _chunk.Length)
        {
            if (!_chunks.MoveNext())
                return ValueTask.FromResult(0);
            (_chunk, _at) = (_chunks.Current, 0);
        }
        var count = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        return ValueTask.FromResult(count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
