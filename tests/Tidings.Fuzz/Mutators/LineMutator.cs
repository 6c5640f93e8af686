using System.Text;

namespace Tidings.Fuzz.Mutators;

/// <summary>Changes lines of text: dropped, doubled, swapped, cut, joined; a word in their middle; base64 that is longer, shorter or not whole.</summary>
internal static class LineMutator
{
    public static byte[] Mutate(Random random, byte[] input, IReadOnlyList<byte[]> words)
    {
        var lines = Encoding.Latin1.GetString(input).Split('\n').ToList();
        var (at, other) = (random.Next(lines.Count), random.Next(lines.Count));
        var line = lines[at];
        var place = random.Next(line.Length + 1);
        switch (random.Next(9))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(at, lines[other]); break;
            case 2: (lines[at], lines[other]) = (lines[other], lines[at]); break;
            case 3: lines[at] = line[..place]; break;
            case 4: lines[at] = line.Insert(place, Encoding.Latin1.GetString(words[random.Next(words.Count)])); break;
            case 5: lines[at] = line.Insert(place, new string('A', 4 * random.Next(1, 20))); break;
            case 6: lines[at] = line + '='; break;
            case 7: lines.InsertRange(at, Enumerable.Repeat(line, random.Next(2, 80))); break;
            default: lines[at] = random.NextInt64().ToString(System.Globalization.CultureInfo.InvariantCulture); break;
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }
}
