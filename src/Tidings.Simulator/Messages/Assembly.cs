using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Messages;

/// <summary>What makes segments one text: who to whom, under which reference, of how many.</summary>
internal readonly record struct AssemblyKey(string Account, string Source, string Number, int Reference, int Total);

/// <summary>
/// The texts of which segments are still missing: the last 1,000, as a phone has room for no more either. The last whole text under each
/// key is remembered too, so that a segment of it that comes again does not end up in the next text with the same reference.
/// </summary>
internal sealed class Assembly
{
    public const int Capacity = 1_000;
    readonly Dictionary<AssemblyKey, Text> texts = [];
    readonly Queue<(AssemblyKey Key, Text Text)> order = [];

    /// <summary>Texts that are not whole.</summary>
    public int Count => texts.Values.Count(text => !text.IsWhole);

    /// <summary>Returns all parts in their order once the last has come; null before.</summary>
    public IReadOnlyList<Part>? Add(AssemblyKey key, Part part)
    {
        if (key.Total <= 1 || part.Number < 1 || part.Number > key.Total)
            return [part];
        if (!texts.TryGetValue(key, out var text) || text.IsWhole)
            texts[key] = text = Begin(key, before: text?.Parts);
        if (!text.Add(part))
            return null;
        return text.Parts!;
    }

    public void Clear()
    {
        texts.Clear();
        order.Clear();
    }

    /// <summary>The oldest makes room; where its key has begun another text since, that one stays.</summary>
    Text Begin(AssemblyKey key, Part?[]? before)
    {
        while (order.Count >= Capacity && order.TryDequeue(out var oldest))
        {
            if (texts.TryGetValue(oldest.Key, out var now) && now == oldest.Text)
                texts.Remove(oldest.Key);
        }
        var text = new Text(key.Total, before);
        order.Enqueue((key, text));
        return text;
    }

    sealed class Text(int total, Part?[]? before)
    {
        Part?[]? earlier = before;
        int missing = total;

        public Part?[] Parts { get; } = new Part?[total];

        public bool IsWhole => missing == 0;

        /// <summary>Returns whether it is whole now.</summary>
        public bool Add(Part part)
        {
            // What repeats the text before is that text coming again, or a segment of it, until something else comes.
            if (earlier is not null && !IsSame(earlier[part.Number - 1]!, part))
            {
                earlier = null;
                Array.Clear(Parts);
                missing = Parts.Length;
            }
            ref var place = ref Parts[part.Number - 1];
            missing -= place is null ? 1 : 0;
            place = part;
            if (IsWhole)
                earlier = null;
            return IsWhole;
        }

        static bool IsSame(Part one, Part other) => one.Pdu.AsSpan(SubmitPdu.HeaderLength).SequenceEqual(other.Pdu.AsSpan(SubmitPdu.HeaderLength));
    }
}
