using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Verify;

/// <summary>The hash that an authenticator reckons with. The numbers are stored.</summary>
[JsonConverter(typeof(KebabEnumConverter<TotpHash>))]
public enum TotpHash : byte
{
    /// <summary>What every authenticator has; collisions of SHA-1 do not touch HMAC.</summary>
    Sha1 = 0,
    Sha256,
}

/// <summary>Codes that change every 30 seconds (RFC 6238 over RFC 4226): of six digits with HMAC-SHA-1, which authenticators on phones take for granted, or as it is agreed.</summary>
public static class Totp
{
    /// <summary>RFC 4226 §4 R6 recommends 160 bits.</summary>
    public const int SecretLength = 20;
    /// <summary>RFC 4226 §5.3: 6 at least, up to 8.</summary>
    public const int FewestDigits = 6, MostDigits = 8;
    const int Digits = FewestDigits;
    const int Step = 30;
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A fresh secret's bytes: as many as the hash gives (RFC 6238 §5.1).</summary>
    public static int SecretLengthOf(TotpHash hash) => hash == TotpHash.Sha256 ? HMACSHA256.HashSizeInBytes : SecretLength;

    /// <summary>The interval that a moment lies in (RFC 6238 §4.2).</summary>
    public static long CounterAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / Step;

    /// <summary>The code of an interval (RFC 4226 §5.3).</summary>
    public static string Code(ReadOnlySpan<byte> secret, long counter, int digits = Digits, TotpHash hash = TotpHash.Sha1)
    {
        Span<byte> message = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, counter);
        Span<byte> mac = stackalloc byte[hash == TotpHash.Sha256 ? HMACSHA256.HashSizeInBytes : HMACSHA1.HashSizeInBytes];
        if (hash == TotpHash.Sha256)
            HMACSHA256.HashData(secret, message, mac);
        else
        {
#pragma warning disable CA5350 // HMAC-SHA-1 is what the standard and the phones have; collisions of SHA-1 do not touch it.
            HMACSHA1.HashData(secret, message, mac);
#pragma warning restore CA5350
        }
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0xF)..]) & 0x7FFFFFFF;
        var modulus = (uint)Math.Pow(10, digits);
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>
    /// The interval whose code this is, or null. The one before and the one after are taken too, since clocks differ (RFC 6238 §5.2); one at or before <paramref name="lastUsed"/> is
    /// not, so that a code opens once. Every candidate is compared in full, whichever fits.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastUsed, int digits = Digits, TotpHash hash = TotpHash.Sha1)
    {
        var presented = Encoding.UTF8.GetBytes(code);
        long? found = null;
        for (var counter = CounterAt(now) - 1; counter <= CounterAt(now) + 1; counter++)
            if (CryptographicOperations.FixedTimeEquals(presented, Encoding.ASCII.GetBytes(Code(secret, counter, digits, hash))) && counter > lastUsed)
                found = counter;
        return found;
    }

    /// <summary>What an authenticator reads, by hand or as a QR code.</summary>
    public static string Address(string name, ReadOnlySpan<byte> secret) => $"otpauth://totp/Tidings:{Uri.EscapeDataString(name)}?secret={Base32(secret)}&issuer=Tidings";

    /// <summary>As the other, with all that may be agreed otherwise.</summary>
    /// <param name="issuer">Whose code it is, as the authenticator shows it: the bank.</param>
    public static string Address(string issuer, string name, ReadOnlySpan<byte> secret, int digits, TotpHash hash) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(name)}?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm={(hash == TotpHash.Sha256 ? "SHA256" : "SHA1")}&digits={digits.ToString(CultureInfo.InvariantCulture)}&period={Step.ToString(CultureInfo.InvariantCulture)}";

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
