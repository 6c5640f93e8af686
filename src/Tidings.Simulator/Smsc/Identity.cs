using System.Buffers.Binary;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

/// <summary>What makes two submit_sm the same message: source, destination and the message's bytes with their header.</summary>
internal static class Identity
{
    const ulong Multiplier = 0x9FB21C651E98DF25;

    public static ulong Of(in SubmitPdu submit) =>
        Mix(Mix(Mix(0x2545F4914F6CDD1D, submit.Source), submit.Destination), submit.Message);

    static ulong Mix(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = (hash ^ (ulong)bytes.Length) * Multiplier;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Step(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        ulong rest = 0;
        foreach (var b in bytes)
            rest = rest << 8 | b;
        return Step(hash, rest);
    }

    static ulong Step(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 32);
    }
}
