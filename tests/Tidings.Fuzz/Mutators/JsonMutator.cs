using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Fuzz.Mutators;

/// <summary>Changes JSON and leaves it JSON: values replaced, members taken away, doubled, renamed, nested.</summary>
internal static class JsonMutator
{
    // Raw, so that a tree can also hold what no serialiser would write: half a surrogate pair, a number beyond all types.
    static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1e400", "1e-400", "12.30", "79228162514264337593543950336", "-0", "9999999999999999999999", "\"\"", "\" \"", "\"\\ud800\"",
        "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"2026-11-23T08:15:60Z\"", "\"GBP\"", "\"+15005550006\"", "\"PT24H\"", "\"P10675199DT2H48M5.4775807S\"", "\"P99999999999Y\"", "\"-PT1S\"", "\"23:59\"", "\"24:00\"",
        "[]", "{}", "[[]]", "[null]", "{\"\":null}", "{\"\\ud800\":1}", "[\"\\ud800\"]", "\"1.0\"", "\"en\"", "\"Europe/Istanbul\"", "\"79228162514264337593543950335\"", "\"0.0000000000000000000000000001\"",
    ];

    public static byte[]? Mutate(Random random, byte[] input, IReadOnlyList<byte[]> words)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(input);
        }
        catch (JsonException)
        {
            return null;
        }
        try
        {
            var all = new List<JsonNode>();
            Collect(root, all);
            if (all.Count == 0)
                return null;
            const string mark = "\u0001put here\u0001";
            Change(random, all[random.Next(all.Count)], mark, words);
            var text = root!.ToJsonString();
            var at = text.IndexOf(JsonValue.Create(mark).ToJsonString(), StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(at < 0 ? text : string.Concat(text.AsSpan(0, at), Values[random.Next(Values.Length)], text.AsSpan(at + JsonValue.Create(mark).ToJsonString().Length)));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            // Doubled members and half surrogate pairs cannot be walked as a tree: octets will do.
            return null;
        }
    }

    static void Collect(JsonNode? node, List<JsonNode> into)
    {
        if (node is not (JsonObject or JsonArray))
            return;
        into.Add(node);
        foreach (var child in node is JsonObject members ? members.Select(static member => member.Value) : node.AsArray())
            Collect(child, into);
    }

    static void Change(Random random, JsonNode at, string mark, IReadOnlyList<byte[]> words)
    {
        if (at is JsonArray array)
        {
            if (array.Count > 0 && random.Next(4) == 0)
                array.RemoveAt(random.Next(array.Count));
            else if (array.Count > 0 && random.Next(2) == 0)
                array.Add(array[random.Next(array.Count)]?.DeepClone());
            else
                array.Insert(random.Next(array.Count + 1), mark);
            return;
        }
        var members = at.AsObject();
        var names = members.Select(static member => member.Key).ToArray();
        var name = names.Length == 0 ? "" : names[random.Next(names.Length)];
        switch (random.Next(5))
        {
            case 0 when names.Length > 0: members.Remove(name); break;
            case 1 when names.Length > 0:
                var value = members[name]?.DeepClone();
                members.Remove(name);
                members[Word(random, words)] = value;
                break;
            case 2: members[Word(random, words)] = mark; break;
            case 3 when names.Length > 0: members[name] = Word(random, words); break;
            default: members[name] = mark; break;
        }
    }

    static string Word(Random random, IReadOnlyList<byte[]> words) => words.Count == 0 ? "x" : Encoding.UTF8.GetString(words[random.Next(words.Count)]).Trim('"', ':');
}
