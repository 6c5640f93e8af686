using System.Buffers.Binary;
using System.Buffers.Text;
using Tidings.Simulator;

namespace Tidings.Cli.Bench;

/// <summary>When a submit_sm reached the carrier, by its destination: 16 bytes a message, the number and the Unix time in µs.</summary>
internal sealed class SubmitLog(string path, TimeProvider time) : ISubmitObserver, IDisposable
{
    readonly Lock _lock = new();
    readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);

    public void Accepted(in AcceptedSubmit submit)
    {
        Utf8Parser.TryParse(submit.Destination, out ulong number, out _);
        Span<byte> entry = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, number);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], Microseconds(time));
        lock (_lock)
            _file.Write(entry);
    }

    public static long Microseconds(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The first time of each number in a log.</summary>
    public static Dictionary<ulong, long> Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var first = new Dictionary<ulong, long>(bytes.Length / 16);
        for (; bytes.Length >= 16; bytes = bytes[16..])
            first.TryAdd(BinaryPrimitives.ReadUInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]));
        return first;
    }

    public void Dispose()
    {
        lock (_lock)
            _file.Dispose();
    }
}
