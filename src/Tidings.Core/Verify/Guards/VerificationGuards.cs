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
    long _asked, _held;

    public FailureBreaker Failures { get; } = new();
    public PumpingWatch Pumping { get; } = new();
    /// <summary>What limits by session, address, device, number, prefix and country count, where it is kept apart from the counts of other texts. Null: it is not.</summary>
    public ITextCounts? Counts { get; init; }

    /// <summary>How often a guard stopped something.</summary>
    public long Stopped(GuardKind of) => Interlocked.Read(ref _stopped[(int)of]);

    /// <summary>How often one would have, were it not only to look.</summary>
    public long Found(GuardKind of) => Interlocked.Read(ref _found[(int)of]);

    internal void Count(GuardKind of, bool stops) => Interlocked.Increment(ref (stops ? _stopped : _found)[(int)of]);

    /// <summary>A number was looked at for whether it changed hands.</summary>
    internal void Looked(bool held)
    {
        Interlocked.Increment(ref _asked);
        if (held)
            Interlocked.Increment(ref _held);
    }

    /// <summary>
    /// Whether somebody who does not exist is answered as if his number had changed hands: as many of them as of those who exist (at least one in a hundred), and each the same for as long as a purpose holds a number.
    /// </summary>
    internal bool Imitates(ulong asked, TimeSpan within, DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[3 * sizeof(ulong)], hash = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, secret);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[sizeof(ulong)..], asked);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[(2 * sizeof(ulong))..], now.Ticks / within.Ticks);
        SHA256.HashData(bytes, hash);
        var share = (Interlocked.Read(ref _held) + 1d) / (Interlocked.Read(ref _asked) + 100d);
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < share * uint.MaxValue;
    }
}
