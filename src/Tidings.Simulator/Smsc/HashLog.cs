using System.Buffers.Binary;

namespace Tidings.Simulator.Smsc;

/// <summary>Appends 16 bytes for each accepted message, the identity's hash and the Unix time in µs: enough to count duplicates over a restart.</summary>
internal sealed class HashLog(string path) : IDisposable
{
    readonly Lock gate = new();
    readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);

    public void Append(ulong identity, DateTimeOffset at)
    {
        Span<byte> entry = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(entry, identity);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        lock (gate)
            file.Write(entry);
    }

    public void Dispose()
    {
        lock (gate)
            file.Dispose();
    }
}
