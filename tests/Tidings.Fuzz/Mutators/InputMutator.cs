using System.Buffers.Binary;
using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Mutators;

/// <summary>Changes an input: by its form where the target knows it, else by octets, words, blocks and a second input.</summary>
internal sealed class InputMutator(FuzzTarget target, Random random)
{
    static readonly byte[] Edges = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\\', (byte)'<', (byte)',', (byte)'\n', 0x1B, 0xED, 0xC0];

    public byte[] Mutate(byte[] parent, byte[] other)
    {
        var input = parent;
        if (random.Next(2) == 0 && target.Reshape(random, input) is { } reshaped)
            input = reshaped;
        if (ReferenceEquals(input, parent) || random.Next(3) == 0)
            for (var changes = 1 << random.Next(4); changes > 0; changes--)
                input = Change(input, other);
        if (input.Length > target.Longest)
            input = input[..target.Longest];
        if (random.Next(4) != 0)
        {
            input = [.. input];
            target.Mend(random, input);
        }
        return input;
    }

    byte[] Change(byte[] input, byte[] other) => random.Next(9) switch
    {
        0 when input.Length > 0 => At(input, static (octets, at, random) => octets[at] ^= (byte)(1 << random.Next(8))),
        1 when input.Length > 0 => At(input, static (octets, at, random) => octets[at] = random.Next(2) == 0 ? Edges[random.Next(Edges.Length)] : (byte)random.Next(256)),
        2 when input.Length > 3 => At(input, Number),
        3 when input.Length > 0 => Remove(input),
        4 when input.Length > 0 => Repeat(input),
        5 when other.Length > 0 => Splice(input, other),
        6 => Insert(input, [(byte)random.Next(256)]),
        _ when target.Words.Count > 0 => Word(input),
        _ => Insert(input, [Edges[random.Next(Edges.Length)]]),
    };

    byte[] At(byte[] input, Action<byte[], int, Random> change)
    {
        byte[] changed = [.. input];
        change(changed, random.Next(changed.Length), random);
        return changed;
    }

    static void Number(byte[] octets, int at, Random random)
    {
        ReadOnlySpan<int> edges = [0, 1, 15, 16, 17, 127, 128, 254, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, -1];
        var value = edges[random.Next(edges.Length)];
        if (random.Next(2) == 0 && at + 4 <= octets.Length)
            BinaryPrimitives.WriteInt32BigEndian(octets.AsSpan(at), value);
        else if (at + 2 <= octets.Length)
            BinaryPrimitives.WriteInt16BigEndian(octets.AsSpan(at), (short)value);
        else
            octets[at] = (byte)value;
    }

    (int From, int To) Range(byte[] input)
    {
        var from = random.Next(input.Length);
        return (from, from + 1 + random.Next(Math.Min(random.Next(4) == 0 ? input.Length : 8, input.Length - from)));
    }

    byte[] Remove(byte[] input)
    {
        var (from, to) = Range(input);
        return [.. input.AsSpan(0, from), .. input.AsSpan(to)];
    }

    byte[] Repeat(byte[] input)
    {
        var (from, to) = Range(input);
        var piece = input.AsSpan(from, to - from);
        var times = random.Next(8) == 0 ? Math.Min(200, target.Longest / piece.Length) : 1;
        var repeated = new byte[input.Length + piece.Length * times];
        input.AsSpan(0, to).CopyTo(repeated);
        for (var i = 0; i < times; i++)
            piece.CopyTo(repeated.AsSpan(to + i * piece.Length));
        input.AsSpan(to).CopyTo(repeated.AsSpan(to + piece.Length * times));
        return repeated;
    }

    byte[] Splice(byte[] input, byte[] other)
    {
        var (from, to) = Range(other);
        var piece = other[from..to];
        if (input.Length == 0 || random.Next(2) == 0)
            return Insert(input, piece);
        var (cut, until) = Range(input);
        return [.. input.AsSpan(0, cut), .. piece, .. input.AsSpan(until)];
    }

    byte[] Word(byte[] input)
    {
        var word = target.Words[random.Next(target.Words.Count)];
        if (input.Length == 0 || random.Next(2) == 0)
            return Insert(input, word);
        var (from, to) = Range(input);
        return [.. input.AsSpan(0, from), .. word, .. input.AsSpan(to)];
    }

    byte[] Insert(byte[] input, byte[] piece)
    {
        var at = random.Next(input.Length + 1);
        return [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(at)];
    }
}
