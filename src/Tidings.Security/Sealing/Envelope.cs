using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Sealing;

/// <summary>
/// What one row seals, in one value: whose it is, and up to two parts of it. Inside stand the length of the id and of the first part, big-endian, four bytes each, then the id, the
/// first part, the second part. One value a row, since a second one would cost as much as the first however short it is.
/// </summary>
internal static class Envelope
{
    const int Lengths = 2 * sizeof(int);

    /// <summary>The sealed row, in <paramref name="memory"/>; null where the key was dropped meanwhile.</summary>
    public static ReadOnlyMemory<byte>? Seal(SealingKey key, in SealContext context, string id, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, RowMemory memory)
    {
        var idBytes = Encoding.UTF8.GetByteCount(id);
        var length = Lengths + idBytes + first.Length + second.Length;
        // Written where the ciphertext will be, and sealed in place: no second copy to clear.
        var row = memory.Take(Sealer.SealedLength(length));
        var value = row.Span;
        var plain = value.Slice(SealedFormat.BodyAt, length);
        BinaryPrimitives.WriteInt32BigEndian(plain, idBytes);
        BinaryPrimitives.WriteInt32BigEndian(plain[sizeof(int)..], first.Length);
        Encoding.UTF8.GetBytes(id, plain[Lengths..]);
        first.CopyTo(plain[(Lengths + idBytes)..]);
        second.CopyTo(plain[(Lengths + idBytes + first.Length)..]);
        if (Sealer.Seal(key, context, plain, value))
            return row;
        CryptographicOperations.ZeroMemory(value);
        return null;
    }

    public static Opening Open(SealingKey? key, in SealContext context, ReadOnlySpan<byte> value, out Opened opened)
    {
        opened = default;
        var plain = GC.AllocateUninitializedArray<byte>(Sealer.PlainLength(value.Length));
        var outcome = Sealer.Open(key, context, value, plain);
        if (outcome != Opening.Opened)
            return outcome;
        if (plain.Length < Lengths)
            return Opening.Refused;
        var id = BinaryPrimitives.ReadInt32BigEndian(plain);
        var first = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(sizeof(int)));
        if (id < 0 || first < 0 || (long)Lengths + id + first > plain.Length)
            return Opening.Refused;
        var parts = plain.AsMemory(Lengths + id);
        opened = new(Encoding.UTF8.GetString(plain, Lengths, id), parts[..first], parts[first..]);
        return Opening.Opened;
    }
}

/// <summary>What an <see cref="Envelope"/> held.</summary>
internal readonly record struct Opened(string Id, ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second);
