using System.Security.Cryptography;
using Tidings.Security.Sealing;

namespace Tidings.Security.Tests.Sealing;

/// <summary>What sealing costs: run with <c>-explicit only -class "*SealingBench" -showLiveOutput</c>.</summary>
public sealed class SealingBench(ITestOutputHelper output)
{
    const int Calls = 200_000;
    const int Bytes = 400;

    [Fact(Explicit = true)]
    public void Sealing_opening_and_hashing()
    {
        using var key = SealingKey.Derive(RandomNumberGenerator.GetBytes(32), 1);
        using var index = new BlindIndex(RandomNumberGenerator.GetBytes(32), 1);
        var (plain, value) = (RandomNumberGenerator.GetBytes(Bytes), new byte[Sealer.SealedLength(Bytes)]);
        Measure($"seal {Bytes} bytes", () => Sealer.Seal(key, Place, plain, value));
        Measure($"open {Bytes} bytes", () => Sealer.Open(key, Place, value, plain));
        Measure("derive a key", static () => SealingKey.Derive(Fixed, 1).Dispose());
        Measure("look-up key", () => index.Lookup(7));
        Measure("token", () => index.Token(SubjectKind.Customer, "C-1234567"));
        GC.KeepAlive(plain);
    }

    static readonly byte[] Fixed = RandomNumberGenerator.GetBytes(32);

    static SealContext Place => new("0123456789abcdef0123456789abcdef"u8, "journal"u8, "payload"u8, "0123456789012345678901234"u8);

    void Measure(string what, Action call)
    {
        for (var i = 0; i < Calls / 10; i++)
            call();
        // Of the processor, not of the clock: others may be at work beside it.
        var began = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Calls; i++)
            call();
        output.WriteLine($"{what}: {(Environment.CpuUsage.TotalTime - began).TotalMicroseconds / Calls:0.00} µs");
    }
}
