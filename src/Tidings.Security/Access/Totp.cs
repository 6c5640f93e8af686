using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tidings.Security.Access;

/// <summary>Codes of six digits that change every 30 seconds (RFC 6238 over RFC 4226, HMAC-SHA-1, which is what authenticators on phones take for granted).</summary>
public static class Totp
{
    /// <summary>RFC 4226 §4 R6 recommends 160 bits.</summary>
    public const int SecretLength = 20;
    const int Digits = 6;
    const int Step = 30;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The interval that a moment lies in (RFC 6238 §4.2).</summary>
    public static long CounterAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    /// <summary>The code of an interval (RFC 4226 §5.3).</summary>
    public static string Code(ReadOnlySpan<byte> secret, long counter, int digits = Digits)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, counter);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC-SHA-1 is what the standard and the phones have; collisions of SHA-1 do not touch it.
        HMACSHA1.HashData(secret, message, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFFFFFF;
        var modulus = (uint)Math.Pow(10, digits);
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The interval whose code this is, or null. The one before and the one after are taken too, since clocks differ (RFC 6238 §5.2); one at or before <paramref name="lastUsed"/> is
    /// not, so that a code opens once. Every candidate is compared in full, whichever fits.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastUsed)
    {
        var presented = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var counter = CounterAt(now) - 1; counter <= CounterAt(now) + 1; counter++)
            if (CryptographicOperations.FixedTimeEquals(presented, Encoding.ASCII.GetBytes(Code(secret, counter))) && counter > lastUsed)
                found = counter;
        return found;
    }

    /// <summary>What an authenticator reads, by hand or as a QR code.</summary>
    public static string Address(string name, ReadOnlySpan<byte> secret) => $"otpauth://totp/Tidings:{Uri.EscapeDataString(name)}?secret={Base32(secret)}&issuer=Tidings";

    /// <summary>RFC 4648 §6, without padding.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (held, bits) = (0, 0);
        foreach (var one in bytes)
        {
            (held, bits) = ((held << 8) | one, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(held >> (bits - 5)) & 31]);
        }
        return bits > 0 ? text.Append(Alphabet[(held << (5 - bits)) & 31]).ToString() : text.ToString();
    }
}
