namespace Tidings.Core.Decide.Alerts;

/// <summary>Orders rules so that every rule comes after those that shadow it.</summary>
internal static class ShadowOrder
{
    public static List<CompiledRule> Of(IReadOnlyList<CompiledRule> rules)
    {
        var byId = rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var (ordered, seen) = (new List<CompiledRule>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var rule in rules.Reverse())
            Visit(rule);
        ordered.Reverse();
        return ordered;

        void Visit(CompiledRule rule)
        {
            if (!seen.Add(rule.Id))
                return;
            foreach (var id in rule.Rule.Shadows)
                if (byId.TryGetValue(id, out var shadowed))
                    Visit(shadowed);
            ordered.Add(rule);
        }
    }

    /// <returns>A rule that shadows itself over others; null: there is none.</returns>
    public static string? Cycle(IReadOnlyList<AlertRule> rules)
    {
        var shadows = rules.ToDictionary(rule => rule.Id, rule => rule.Shadows, StringComparer.Ordinal);
        var (open, done) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        return rules.Select(rule => rule.Id).FirstOrDefault(Closes);

        bool Closes(string id)
        {
            if (done.Contains(id) || !shadows.TryGetValue(id, out var next))
                return false;
            if (!open.Add(id))
                return true;
            var closes = next.Any(Closes);
            open.Remove(id);
            done.Add(id);
            return closes;
        }
    }
}
