using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Tidings.Smpp.Text.Receipts;

/// <summary>
/// A carrier's message id in a form that can be stored and compared. Ids of hexadecimal digits (up to 32) keep their value, so that case
/// and leading zeros vanish; all others are hashed (SHA-256, 128 bits of it) in lower case without leading zeros.
/// The key of a response never depends on a rule; rules concern receipts only, so that learning one keeps the stored keys right.
/// </summary>
/// <param name="Value">The comparable value.</param>
public readonly record struct MessageIdKey(UInt128 Value)
{
    /// <summary>The most keys that <see cref="OfReceipt"/> gives.</summary>
    public const int MaxCandidates = 3;

    /// <summary>The key of the id in a submit_sm_resp. An empty id has the key 0.</summary>
    public static MessageIdKey OfResponse(ReadOnlySpan<byte> id) => Identity(Clean(id));

    /// <summary>The keys under which a receipt's message may have been stored, the likeliest first. Returns how many.</summary>
    /// <param name="id">The id of the receipt.</param>
    /// <param name="rule">The carrier's rule.</param>
    /// <param name="keys">Room for <see cref="MaxCandidates"/>.</param>
    /// <param name="relations">For each key the rule that gave it; room for as many, or empty.</param>
    public static int OfReceipt(
        ReadOnlySpan<byte> id, MessageIdRule rule, Span<MessageIdKey> keys, Span<MessageIdRule> relations = default)
    {
        id = Clean(id);
        var count = 0;
        if (rule is MessageIdRule.Auto or MessageIdRule.Same)
            Offer(Identity(id), MessageIdRule.Same, keys, relations, ref count);
        if (rule is MessageIdRule.Auto or MessageIdRule.ReceiptDecimal && FromDecimal(id) is { } value)
            Offer(new MessageIdKey(value), MessageIdRule.ReceiptDecimal, keys, relations, ref count);
        if (rule is MessageIdRule.Auto or MessageIdRule.ReceiptHex && FromHex(id) is { } number)
            Offer(OfDecimalText(number), MessageIdRule.ReceiptHex, keys, relations, ref count);
        // A rule that the id defies, a UUID for example: equality is all that is left.
        if (count == 0)
            Offer(Identity(id), MessageIdRule.Same, keys, relations, ref count);
        return count;
    }

    /// <summary>The key as 32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", null);

    private static void Offer(
        MessageIdKey key, MessageIdRule relation, Span<MessageIdKey> keys, Span<MessageIdRule> relations, ref int count)
    {
        if (keys[..count].Contains(key))
            return;
        keys[count] = key;
        if (count < relations.Length)
            relations[count] = relation;
        count++;
    }

    private static ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> id)
    {
        id = id.Trim("\0 \t\r\n"u8);
        if (id.Length > 2 && id[0] == '0' && (id[1] | 0x20) == 'x')
            id = id[2..];
        return id.TrimStart((byte)'0');
    }

    private static MessageIdKey Identity(ReadOnlySpan<byte> id)
    {
        if (FromHex(id) is { } value)
            return new MessageIdKey(value);
        Span<byte> lower = id.Length <= 128 ? stackalloc byte[128] : new byte[id.Length];
        for (var i = 0; i < id.Length; i++)
            lower[i] = id[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(id[i] | 0x20) : id[i];
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(lower[..id.Length], hash);
        return new MessageIdKey(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    private static UInt128? FromHex(ReadOnlySpan<byte> id)
    {
        if (id.Length > 32)
            return null;
        UInt128 value = 0;
        foreach (var digit in id)
        {
            var nibble = digit switch
            {
                >= (byte)'0' and <= (byte)'9' => digit - '0',
                >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
                _ => -1,
            };
            if (nibble < 0)
                return null;
            value = value << 4 | (uint)nibble;
        }
        return value;
    }

    private static UInt128? FromDecimal(ReadOnlySpan<byte> id)
    {
        if (id.Length > 38)
            return null;
        UInt128 value = 0;
        foreach (var digit in id)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return null;
            value = value * 10 + (uint)(digit - '0');
        }
        return value;
    }

    private static MessageIdKey OfDecimalText(UInt128 number)
    {
        Span<byte> text = stackalloc byte[39];
        number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return Identity(number == 0 ? default : text[..length]);
    }
}
