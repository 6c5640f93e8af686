using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Track;

/// <summary>The keys under which a receipt's message may have been kept, the likeliest first, without an array.</summary>
internal readonly struct ReceiptKeys
{
    readonly UInt128 _first;
    readonly UInt128 _second;
    readonly UInt128 _third;

    readonly MessageIdRule _firstRule;
    readonly MessageIdRule _secondRule;
    readonly MessageIdRule _thirdRule;

    ReceiptKeys(ReadOnlySpan<MessageIdKey> keys, ReadOnlySpan<MessageIdRule> rules)
    {
        Count = keys.Length;
        (_firstRule, _secondRule, _thirdRule) = (rules[0], rules[1], rules[2]);
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

    /// <summary>Which reading of the id follows the rule, or −1 where none of its own does: short ids read alike by all.</summary>
    public int By(MessageIdRule rule)
    {
        for (var reading = 0; reading < Count; reading++)
        {
            if (RuleOf(reading) == rule)
                return reading;
        }
        return -1;
    }

    /// <summary>The rule that a reading follows.</summary>
    public MessageIdRule RuleOf(int reading) => reading switch
    {
        0 => _firstRule,
        1 => _secondRule,
        _ => _thirdRule,
    };

    public static ReceiptKeys Of(ReadOnlySpan<byte> id, MessageIdRule rule)
    {
        Span<MessageIdKey> keys = stackalloc MessageIdKey[MessageIdKey.MaxCandidates];
        Span<MessageIdRule> rules = stackalloc MessageIdRule[MessageIdKey.MaxCandidates];
        return new(keys[..MessageIdKey.OfReceipt(id, rule, keys, rules)], rules);
    }
}
