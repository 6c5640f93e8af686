using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MemoryPack;

namespace Tidings.Core.Verify;

/// <summary>A passkey of the customer's has signed the challenge of a verification.</summary>
/// <param name="Key">Which of his authenticators.</param>
/// <param name="Count">How often it has signed, as it says itself; 0: it does not count.</param>
[MemoryPackable]
public readonly partial record struct PasskeySignature(ulong Key, uint Count);

/// <summary>What passkeys sign, as the bytes of which a keyed hash is made: nobody can know it before it is asked for, and it need not be kept.</summary>
public static class PasskeyBinding
{
    /// <summary>Of a verification, with all that it is bound to: for another payment it is another challenge.</summary>
    public static byte[] Of(ulong key, string purpose, byte[]? session, Payment? payment) => [.. "tidings-passkey/v1\n"u8, .. CodeBinding.Of(key, purpose, session, payment, "")];

    /// <summary>Of an enrolment.</summary>
    /// <param name="key">The random key of what is enrolled.</param>
    public static byte[] OfEnrolment(ulong key, string customer)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, key);
        return [.. "tidings-passkey-enrolment/v1\n"u8, .. number, .. Encoding.UTF8.GetBytes(customer)];
    }

    /// <summary>What the authenticator keeps in place of a name: another for each enrolment, and nothing of the customer.</summary>
    public static byte[] HandleOf(ulong key) => SHA256.HashData(Encoding.ASCII.GetBytes(Authenticator.IdOf(key)));
}
