using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>The rules that an event of one type (and kind) can trigger, in the order of evaluation: who shadows comes before whom it shadows.</summary>
internal sealed class RuleList
{
    /// <summary>The most rules that one event type may trigger: a set of them is one 64-bit word.</summary>
    public const int Most = 64;
    public static RuleList Empty { get; } = new([]);

    readonly Entry[] _entries;
    readonly Suppression?[] _shadowedBy;

    sealed record Entry(CompiledRule Rule, CompiledCondition[][] Any, ulong Shadows);

    RuleList(Entry[] entries)
    {
        _entries = entries;
        _shadowedBy = new Suppression?[entries.Length * entries.Length];
        for (var by = 0; by < entries.Length; by++)
            for (var shadowed = 0; shadowed < entries.Length; shadowed++)
                if ((entries[by].Shadows & 1UL << shadowed) != 0)
                    _shadowedBy[by * entries.Length + shadowed] =
                        entries[shadowed].Rule.Suppressed("shadowed", $"alert {entries[by].Rule.Id} says it more exactly");
    }

    /// <param name="rules">In the order of evaluation.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="kind">Conditions on the kind are settled here, once.</param>
    public static RuleList For(IReadOnlyList<CompiledRule> rules, string type, TransactionKind? kind, string homeCountry)
    {
        var entries = new List<Entry>();
        foreach (var rule in rules)
        {
            var any = rule.Rule.Triggers.Where(trigger => trigger.On == type)
                .Select(trigger => trigger.When.Select(condition => new CompiledCondition(condition, homeCountry)).ToArray())
                .Where(all => all.All(condition => condition.Field != EventField.Kind || condition.HoldsForKind(kind)))
                .Select(all => all.Where(condition => condition.Field != EventField.Kind).ToArray())
                .ToArray();
            if (any.Length > 0)
                entries.Add(new(rule, any, 0));
        }
        if (entries.Count == 0)
            return Empty;
        return new([.. entries.Select(entry => entry with { Shadows = Mask(entry.Rule.Rule.Shadows, entries) })]);
    }

    static ulong Mask(IReadOnlyList<string> ids, List<Entry> entries)
    {
        var mask = 0UL;
        for (var i = 0; i < entries.Count; i++)
            if (ids.Contains(entries[i].Rule.Id))
                mask |= 1UL << i;
        return mask;
    }

    public int Count => _entries.Length;

    public CompiledRule this[int index] => _entries[index].Rule;

    public ulong Shadows(int index) => _entries[index].Shadows;

    public Suppression ShadowedBy(int by, int shadowed) => _shadowedBy[by * _entries.Length + shadowed]!;

    public bool Triggers(int index, BankEvent happened)
    {
        foreach (var all in _entries[index].Any)
            if (AllHold(all, happened))
                return true;
        return false;
    }

    static bool AllHold(CompiledCondition[] all, BankEvent happened)
    {
        foreach (var condition in all)
            if (!condition.Holds(happened))
                return false;
        return true;
    }
}
