namespace Tidings.Security.Sealing;

/// <summary>
/// The sealed value, version 1:
/// <code>
/// +--------+-----------+-------------+------------+-------+------------+-----+
/// | format | algorithm | key version | commitment | nonce | ciphertext | tag |
/// |   1    |     1     |   4, big    |     32     |  12   |     n      | 16  |
/// +--------+-----------+-------------+------------+-------+------------+-----+
/// </code>
/// The first three are the header, which the tag covers with the value's place.
/// </summary>
internal static class SealedFormat
{
    public const byte Version = 1;
    /// <summary>AES-256-GCM (NIST SP 800-38D) with a key from HKDF-SHA-256 (RFC 5869).</summary>
    public const byte AesGcm256 = 1;

    public const int HeaderBytes = 6;
    public const int CommitmentBytes = 32;
    public const int NonceBytes = 12;
    public const int TagBytes = 16;
    /// <summary>Where the ciphertext begins.</summary>
    public const int BodyAt = HeaderBytes + CommitmentBytes + NonceBytes;
    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = BodyAt + TagBytes;
}
