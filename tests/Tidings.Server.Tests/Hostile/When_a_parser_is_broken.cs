using System.Buffers.Binary;
using System.Text;
using Tidings.Fuzz.Engine;

namespace Tidings.Server.Tests.Hostile;

/// <summary>The fuzzer finds what it is there to find: each kind of fault, planted in a small parser.</summary>
public sealed class When_a_parser_is_broken
{
    static IReadOnlyCollection<Finding> Found(Action<byte[], Features> parser, byte[] seed, int inputs = 30_000)
    {
        var loop = new FuzzLoop(new Planted(parser, seed), seed: 1, []);
        for (var i = 0; i < inputs; i++)
            loop.Step();
        return loop.Findings;
    }

    [Fact]
    public void Reading_past_the_end_is_found() =>
        Assert.Contains(Found(static (input, seen) => seen.Add(1, input.Length > 2 && input[0] == 'L' ? input[2 + input[1]] : 0u), "L\0ab"u8.ToArray()), static found => found.Kind.StartsWith("IndexOutOfRange", StringComparison.Ordinal));

    [Fact]
    public void Memory_by_a_declared_length_is_found() =>
        Assert.Contains(Found(static (input, seen) => seen.Add(1, input.Length < 4 ? 0u : (new byte[BinaryPrimitives.ReadInt32BigEndian(input) & 0xFFFFFF])[0]), [0, 0, 0, 1, 65]), static found => found.Kind == "allocates too much");

    [Fact]
    public void Memory_by_the_square_of_the_length_is_found()
    {
        var target = new Planted(static (input, _) =>
        {
            var text = "";
            foreach (var part in Encoding.Latin1.GetString(input).Split(','))
                text += part;
        }, "a,b,c,d"u8.ToArray(), long.MaxValue);
        var random = new Random(1);
        Assert.Contains(Enumerable.Range(0, 20), _ => Growth.Check(target, "a,b,c,d"u8.ToArray(), random)?.Kind == "allocates more than in proportion");
    }

    [Fact]
    public void A_round_trip_that_loses_something_is_found() =>
        Assert.Contains(
            Found(static (input, _) => Oracle.Holds(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(input)).AsSpan().SequenceEqual(input), "octets survive"), "text"u8.ToArray()),
            static found => found.Kind == "octets survive");

    [Fact]
    public void A_fault_behind_three_gates_is_found_since_what_opens_one_is_kept() =>
        Assert.Contains(
            Found(static (input, seen) =>
            {
                var gates = 0;
                foreach (var gate in "{[<"u8)
                    if (input.Length > gates && input[gates] == gate)
                        seen.Add(1, (uint)++gates);
                    else
                        return;
                throw new InvalidOperationException("behind all gates");
            }, [], 300_000),
            static found => found.Kind.StartsWith("InvalidOperationException", StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_found_where_nothing_is() => Assert.Empty(Found(static (input, seen) => seen.Add(1, (uint)input.Length), "x"u8.ToArray()));

    [Fact]
    public void A_finding_is_made_small()
    {
        var target = new Planted(static (input, _) => Oracle.Holds(!input.AsSpan().Contains((byte)'!'), "no exclamation"), []);
        var small = Minimiser.ShrinkFinding(target, new("planted", "no exclamation", "", "a long text with one ! in it"u8.ToArray()));
        Assert.Equal("!"u8.ToArray(), small);
    }

    sealed class Planted(Action<byte[], Features> parser, byte[] seed, long mayAllocate = 64 * 1024) : FuzzTarget
    {
        public override string Name => "planted";
        public override long MayAllocate(int octets) => mayAllocate;
        public override IEnumerable<byte[]> Seeds() => [seed];
        public override void Run(byte[] input, Features seen) => parser(input, seen);
    }
}
