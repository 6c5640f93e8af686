using System.Buffers.Binary;
using System.Text;

namespace Tidings.Core.Verify;

/// <summary>A code with all that it is bound to, as the bytes of which its keyed hash is made: under another verification, purpose, session or payment the same code is another.</summary>
public static class CodeBinding
{
    /// <param name="key">The random half of the verification's id.</param>
    /// <param name="session">SHA-256 of the bank's session. Null: none.</param>
    /// <param name="payment">Null: none.</param>
    /// <param name="code">As it was sent, or as <see cref="Codes.Typed"/> reads it.</param>
    public static byte[] Of(ulong key, string purpose, byte[]? session, Payment? payment, string code)
    {
        var bytes = new List<byte>(192);
        bytes.AddRange("tidings-code/v1\n"u8);
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, key);
        bytes.AddRange(number);
        Add(bytes, Encoding.UTF8.GetBytes(purpose));
        Add(bytes, session ?? []);
        Add(bytes, payment?.Digest ?? []);
        Add(bytes, Encoding.UTF8.GetBytes(code));
        return [.. bytes];
    }

    // Each with its length before it, so that no two lists of parts are one.
    static void Add(List<byte> bytes, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        bytes.AddRange(length);
        bytes.AddRange(part);
    }
}
