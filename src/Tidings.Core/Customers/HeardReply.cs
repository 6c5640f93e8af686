using MemoryPack;
using Tidings.Core.Events;
using Tidings.Core.Track;

namespace Tidings.Core.Customers;

/// <summary>That a text of the customer's was heard, and when. Kept for a day, <see cref="Most"/> of a customer.</summary>
/// <param name="Fingerprint">By which its repetition is known.</param>
/// <param name="Number">The hash of the number that it came from.</param>
/// <param name="Answer">What went back.</param>
[MemoryPackable]
public readonly partial record struct HeardReply(ulong Fingerprint, ulong Number, long Ticks, AnswerKind Answer)
{
    /// <summary>The most that are kept; the oldest is forgotten first. Whoever has written so many in a day is answered no more (<see cref="IsFull"/>).</summary>
    public const int Most = 64;

    static readonly long Kept = TimeSpan.FromDays(1).Ticks;

    internal static HeardReply[] Add(HeardReply[]? known, HeardReply heard)
    {
        var current = (known ?? []).Where(other => other.Ticks > heard.Ticks - Kept).Append(heard).ToArray();
        return current.Length > Most ? current[^Most..] : current;
    }

    /// <summary>The hash of a number, as it is kept.</summary>
    public static ulong NumberOf(Msisdn number) => StableHash.Of('n', number.Digits);

    /// <summary>Whether the text is a repetition of one that was heard after <paramref name="since"/>.</summary>
    /// <param name="shared">What was heard is of many numbers, under a name that they share.</param>
    internal static bool Repeats(HeardReply[]? known, InboundReply reply, bool shared, long since)
    {
        var number = NumberOf(reply.From);
        for (var i = (known?.Length ?? 0) - 1; i >= 0 && known![i].Ticks >= since; i--)
        {
            if (known[i].Fingerprint == reply.Fingerprint)
                return true;
            // He has written another since, and the carrier had been told that we have the first: this one is meant.
            if (reply.FirstWasTaken && (!shared || known[i].Number == number))
                return false;
        }
        return false;
    }

    /// <summary>As many as are kept came after <paramref name="since"/>: what was answered may be forgotten already.</summary>
    public static bool IsFull(ReadOnlySpan<HeardReply> known, DateTimeOffset since) => known.Length >= Most && known[0].Ticks > since.UtcTicks;

    /// <summary>How many of a number were answered so after <paramref name="since"/>.</summary>
    /// <param name="of">Null: whatever the answer.</param>
    public static int Answered(ReadOnlySpan<HeardReply> known, ulong number, AnswerKind? of, DateTimeOffset since)
    {
        var count = 0;
        foreach (var heard in known)
            if (heard.Number == number && heard.Ticks > since.UtcTicks && heard.Answer != AnswerKind.None && (of is null || heard.Answer == of))
                count++;
        return count;
    }
}

/// <summary>What went back to a customer who wrote. The numbers are stored.</summary>
public enum AnswerKind : byte
{
    None = 0,
    /// <summary>What he asked for.</summary>
    Asked,
    /// <summary>That he was not understood.</summary>
    Unclear,
    /// <summary>That his number is not known.</summary>
    Unknown,
}
