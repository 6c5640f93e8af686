using System.Buffers;
using System.Runtime.CompilerServices;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Intake;

/// <summary>
/// A request's body in one rented piece. It grows as bytes arrive, not as they are announced, so that an announcement alone holds no memory.
/// </summary>
internal sealed class BodyBuffer(IntakeGate gate) : IDisposable
{
    const int First = 16 * 1024;
    byte[] _bytes = [];
    int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Null: all of it is here. Otherwise why it is not taken.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProblemCode?> Read(HttpRequest request, int most, CancellationToken cancel)
    {
        if (request.ContentLength > most)
            return ProblemCodes.BodyTooLarge;
        var pipe = request.BodyReader;
        while (true)
        {
            var read = await pipe.ReadAsync(cancel);
            var failed = Take(read.Buffer, most);
            pipe.AdvanceTo(read.Buffer.End);
            if (failed is not null || read.IsCompleted)
                return failed;
        }
    }

    ProblemCode? Take(in ReadOnlySequence<byte> more, int most)
    {
        if (_length + more.Length > most)
            return ProblemCodes.BodyTooLarge;
        var wanted = _length + (int)more.Length;
        if (wanted > _bytes.Length && !Grow(wanted))
            return ProblemCodes.TooManyRequests;
        more.CopyTo(_bytes.AsSpan(_length));
        _length = wanted;
        return null;
    }

    bool Grow(int wanted)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(First, Math.Max(wanted, (int)Math.Min(_bytes.Length * 2L, Array.MaxLength))));
        if (!gate.TryHoldBytes(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }
        Bytes.CopyTo(larger);
        Return();
        _bytes = larger;
        return true;
    }

    void Return()
    {
        if (_bytes.Length == 0)
            return;
        gate.ReleaseBytes(_bytes.Length);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose()
    {
        Return();
        _length = 0;
    }
}
