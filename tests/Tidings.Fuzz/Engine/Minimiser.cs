namespace Tidings.Fuzz.Engine;

/// <summary>Makes an input smaller while it still does what it is kept for.</summary>
internal static class Minimiser
{
    public static byte[] Shrink(byte[] input, Func<byte[], bool> still)
    {
        for (var size = Math.Max(1, input.Length / 2); size >= 1; size /= 2)
            for (var at = 0; at + size <= input.Length;)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(at + size)];
                if (still(shorter))
                    input = shorter;
                else
                    at += size;
            }
        return input;
    }

    /// <summary>The smallest input that is still a finding of the same kind.</summary>
    public static byte[] ShrinkFinding(FuzzTarget target, Finding finding)
    {
        var execution = new Execution(target);
        return Shrink(finding.Input, input => execution.Run(input)?.Kind == finding.Kind);
    }

    /// <summary>The fewest inputs that show everything that all of them show, the shortest first.</summary>
    public static IReadOnlyList<byte[]> Cover(FuzzTarget target, IEnumerable<byte[]> inputs)
    {
        var execution = new Execution(target);
        var seen = new HashSet<uint>();
        var cover = new List<byte[]>();
        foreach (var input in inputs.OrderBy(static input => input.Length))
        {
            if (execution.Run(input) is not null)
                continue;
            var isNew = false;
            foreach (var feature in execution.Features)
                isNew |= seen.Add(feature);
            if (isNew)
                cover.Add(input);
        }
        return cover;
    }
}
