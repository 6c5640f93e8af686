using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track;

/// <summary>The keys under which a receipt's message may have been kept, the likeliest first, without an array.</summary>
internal readonly struct ReceiptKeys
{
    readonly UInt128 _first;
    readonly UInt128 _second;
    readonly UInt128 _third;

    ReceiptKeys(ReadOnlySpan<MessageIdKey> keys)
    {
        Count = keys.Length;
        _first = keys[0].Value;
        _second = keys.Length > 1 ? keys[1].Value : default;
        _third = keys.Length > 2 ? keys[2].Value : default;
    }

    public int Count { get; }

    public UInt128 this[int reading] => reading switch
    {
        0 => _first,
        1 => _second,
        2 => _third,
        _ => throw new ArgumentOutOfRangeException(nameof(reading)),
    };

    public static ReceiptKeys Of(ReadOnlySpan<byte> id, MessageIdRule rule)
    {
        Span<MessageIdKey> keys = stackalloc MessageIdKey[MessageIdKey.MaxCandidates];
        return new(keys[..MessageIdKey.OfReceipt(id, rule, keys)]);
    }
}
