namespace Tidings.Core.Messages;

/// <summary>
/// Identity of a message and of its journal row: milliseconds since 2024-01-01 UTC (41 bits), the partition (10 bits), a sequence
/// (12 bits). Time-ordered, so that every tree grows at its right-hand edge. An event's row has the id of its first message;
/// further messages of the event have the ids that follow.
/// </summary>
public readonly record struct MessageId(long Value) : IComparable<MessageId>
{
    public const int PartitionBits = 10;
    public const int SequenceBits = 12;
    /// <summary>Characters of the form that people and APIs see.</summary>
    public const int Length = 14;
    /// <summary>The most messages that one event may yield.</summary>
    public const int MaxMessagesAnEvent = 16;

    const long LastMillisecond = (1L << (63 - PartitionBits - SequenceBits)) - 1;
    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Partition => (int)(Value >> SequenceBits) & ((1 << PartitionBits) - 1);
    public DateTimeOffset At => Epoch.AddMilliseconds(Value >> (PartitionBits + SequenceBits));

    /// <summary>The lowest id that a message of that time and partition can have; before 2024 and after 2093 that of the nearest time that ids reach.</summary>
    public static MessageId First(DateTimeOffset at, int partition) =>
        new((Math.Clamp((long)(at - Epoch).TotalMilliseconds, 0, LastMillisecond) << (PartitionBits + SequenceBits)) | ((long)partition << SequenceBits));

    /// <summary>The lowest id with room for <paramref name="count"/> more in the same millisecond, above <paramref name="last"/> and not before <paramref name="now"/>.</summary>
    public static MessageId Next(MessageId last, DateTimeOffset now, int partition, int count)
    {
        var first = First(now, partition);
        if (first.Value > last.Value)
            return first;
        const long sequenceMask = (1 << SequenceBits) - 1;
        var next = last.Value + 1;
        if ((last.Value & sequenceMask) + count <= sequenceMask)
            return new(next);
        var millisecond = (last.Value >> (PartitionBits + SequenceBits)) + 1;
        return new((millisecond << (PartitionBits + SequenceBits)) | ((long)partition << SequenceBits));
    }

    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    /// <summary>The form that people and APIs see: <c>m</c> and thirteen characters of Crockford's base 32, in the same order as the ids.</summary>
    public override string ToString() => string.Create(14, Value, static (span, value) =>
    {
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        span[0] = 'm';
        for (var i = 13; i >= 1; i--, value >>= 5)
            span[i] = alphabet[(int)(value & 31)];
    });

    /// <summary>The same form as <see cref="ToString"/> in ASCII: 14 bytes into <paramref name="ascii"/>.</summary>
    public void Write(Span<byte> ascii)
    {
        var alphabet = "0123456789abcdefghjkmnpqrstvwxyz"u8;
        var value = Value;
        ascii[0] = (byte)'m';
        for (var i = 13; i >= 1; i--, value >>= 5)
            ascii[i] = alphabet[(int)(value & 31)];
    }

    public static bool TryParse(string? text, out MessageId id)
    {
        const string alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
        id = default;
        if (text is not { Length: Length } || text[0] != 'm')
            return false;
        var value = 0L;
        for (var i = 1; i < 14; i++)
        {
            var digit = alphabet.IndexOf(text[i], StringComparison.Ordinal);
            if (digit < 0 || (i == 1 && digit > 7))
                return false;
            value = (value << 5) | (long)digit;
        }
        id = new(value);
        return true;
    }
}
