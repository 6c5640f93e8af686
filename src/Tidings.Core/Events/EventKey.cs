using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Core.Events;

/// <summary>
/// The key by which a repeated event is known: 64 bits of SHA-256 over (source, id, holder). Among the at most 65,536 keys that a customer's
/// window holds, a false repetition has a chance of 2 in 10^16 an event, and nobody can construct one.
/// </summary>
public static class EventKey
{
    public static ulong Of(string source, string id, string holder)
    {
        var length = Encoding.UTF8.GetMaxByteCount(source.Length + id.Length + holder.Length) + 2;
        Span<byte> bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(source, bytes);
        bytes[written++] = 0;
        written += Encoding.UTF8.GetBytes(id, bytes[written..]);
        bytes[written++] = 0;
        written += Encoding.UTF8.GetBytes(holder, bytes[written..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..written], hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
