using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Security.Sealing;

/// <summary>One version of the blind index: HMAC-SHA-256 (RFC 2104) with a key of its own, cut to what is needed. Equal values have equal tokens, and nobody without the key can tell whose.</summary>
internal sealed class BlindIndex : IDisposable
{
    public const int TokenBytes = 16;
    const int StackBytes = 256;

    // Its copy of the key lies in the library's own memory, which is cleared when it is let go.
    readonly IncrementalHash hash;
    readonly Lock turn = new();
    bool dropped;
    // What was hashed lately, by the lower bits of what it was: the same customers and numbers come again. 4 MB.
    (long Key, long Hashed)[]? lately;
    const int Lately = 1 << 18;

    /// <param name="key">32 bytes. The caller zeroes them.</param>
    public BlindIndex(ReadOnlySpan<byte> key, int version)
    {
        hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Codes = new CodeKey(key);
        Version = version;
    }

    public int Version { get; }

    /// <summary>What is derived from the same key for verifications.</summary>
    public CodeKey Codes { get; }

    /// <summary>The token of a subject, 22 characters. Tokens of different kinds have nothing in common.</summary>
    public string Token(SubjectKind kind, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var most = 2 + Encoding.UTF8.GetMaxByteCount(id.Length);
        Span<byte> message = most <= StackBytes ? stackalloc byte[most] : new byte[most];
        message[0] = (byte)'s';
        message[1] = (byte)kind;
        var length = 2 + Encoding.UTF8.GetBytes(id, message[2..]);
        Span<byte> mac = stackalloc byte[32];
        Of(message[..length], mac);
        return Base64Url.EncodeToString(mac[..TokenBytes]);
    }

    /// <summary>A look-up key in place of a hash that anybody could compute: 64 bits, never 0, which is the table's own mark.</summary>
    public long Lookup(long key)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(dropped, this);
            ref var known = ref (lately ??= new (long, long)[Lately])[key & (Lately - 1)];
            // No look-up is 0: an empty place is known by it.
            if (known.Key == key && known.Hashed != 0)
                return known.Hashed;
            Span<byte> message = stackalloc byte[1 + sizeof(long)];
            message[0] = (byte)'l';
            BinaryPrimitives.WriteInt64BigEndian(message[1..], key);
            Span<byte> mac = stackalloc byte[32];
            hash.AppendData(message);
            hash.GetHashAndReset(mac);
            var hashed = BinaryPrimitives.ReadInt64BigEndian(mac) is var cut && cut == 0 ? 1 : cut;
            known = (key, hashed);
            return hashed;
        }
    }

    void Of(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(dropped, this);
            hash.AppendData(message);
            hash.GetHashAndReset(mac);
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            dropped = true;
            lately = null;
            hash.Dispose();
            Codes.Dispose();
        }
    }
}

/// <summary>Who has a data key.</summary>
internal enum SubjectKind : byte
{
    Customer = (byte)'c',
    Account = (byte)'a',
    /// <summary>Nobody: see <see cref="Keys.Decoys"/>.</summary>
    Decoy = (byte)'d',
    /// <summary>The installation itself: see <see cref="DocumentSeals"/>.</summary>
    Installation = (byte)'i',
    /// <summary>A subscription, with the secrets that its webhooks are signed with.</summary>
    Webhook = (byte)'w',
}
