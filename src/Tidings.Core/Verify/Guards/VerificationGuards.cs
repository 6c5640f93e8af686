using System.Buffers.Binary;
using System.Security.Cryptography;
using Tidings.Core.Decide.Limits;

namespace Tidings.Core.Verify.Guards;

/// <summary>What guards verifications. The numbers index counts.</summary>
public enum GuardKind : byte
{
    Failures = 0,
    Pumping,
    Country,
    NumberType,
    NumberChanged,
    SimSwap,
}

/// <summary>What looks at all verifications of a process together. Safe for many threads.</summary>
/// <param name="secret">Random, so that nobody can tell a number that is held from one that is answered like it.</param>
public sealed class VerificationGuards(ulong secret)
{
    static readonly int Kinds = Enum.GetValues<GuardKind>().Length;

    readonly long[] _stopped = new long[Kinds];
    readonly long[] _found = new long[Kinds];
    /// <summary>So many numbers, and those before them less and less, say how often one has changed hands.</summary>
    const int Recent = 4_096;

    readonly Lock _looking = new();
    readonly (int Asked, int Changed)[] _looks = new (int, int)[Kinds];

    public FailureBreaker Failures { get; } = new();
    public PumpingWatch Pumping { get; } = new();
    /// <summary>What limits by session, address, device, number, prefix and country count, where it is kept apart from the counts of other texts. Null: it is not.</summary>
    public ITextCounts? Counts { get; init; }

    /// <summary>How often a guard stopped something.</summary>
    public long Stopped(GuardKind of) => Interlocked.Read(ref _stopped[(int)of]);

    /// <summary>How often one would have, were it not only to look.</summary>
    public long Found(GuardKind of) => Interlocked.Read(ref _found[(int)of]);

    internal void Count(GuardKind of, bool stops) => Interlocked.Increment(ref (stops ? _stopped : _found)[(int)of]);

    /// <summary>It was looked whether a number changed hands.</summary>
    internal void Looked(GuardKind of, bool changed)
    {
        lock (_looking)
        {
            ref var looks = ref _looks[(int)of];
            if (looks.Asked >= Recent)
                looks = (looks.Asked / 2, looks.Changed / 2);
            looks = (looks.Asked + 1, looks.Changed + (changed ? 1 : 0));
        }
    }

    /// <summary>
    /// Whether somebody who does not exist is taken for one whose number has changed hands: as many of them as of those who exist (at least one in a hundred), and each the same for as long as a purpose holds a number.
    /// When that turns is another moment for each.
    /// </summary>
    internal bool Imitates(GuardKind of, ulong asked, TimeSpan within, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[(3 * sizeof(ulong)) + 1], hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, secret);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], asked);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(2 * sizeof(ulong))..], (now.Ticks + (long)(asked % (ulong)within.Ticks)) / within.Ticks);
        bytes[^1] = (byte)of;
        SHA256.HashData(bytes, hash);
        double share;
        lock (_looking)
            share = (_looks[(int)of].Changed + 1d) / (_looks[(int)of].Asked + 100d);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < share * uint.MaxValue;
    }
}
