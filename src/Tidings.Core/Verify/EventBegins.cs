using System.Collections.Frozen;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;

namespace Tidings.Core.Verify;

/// <summary>Which events of the bank's begin a verification, made ready. Immutable.</summary>
public sealed class EventBegins
{
    readonly FrozenDictionary<string, Entry[]> _byType;

    sealed record Entry(CompiledPurpose Purpose, CompiledCondition[] When);

    EventBegins(FrozenDictionary<string, Entry[]> byType) => _byType = byType;

    /// <summary>No event does: so it is until the bank says otherwise.</summary>
    public bool IsEmpty => _byType.Count == 0;

    /// <param name="homeCountry">What is abroad is not there.</param>
    internal static EventBegins Of(PurposeBook purposes, string homeCountry) => new(purposes.List.Purposes
        .SelectMany(static purpose => purpose.BegunBy, static (purpose, trigger) => (purpose.Id, Trigger: trigger))
        .GroupBy(static begun => begun.Trigger.On, StringComparer.Ordinal)
        .ToFrozenDictionary(
            static type => type.Key,
            type => type.Select(begun => new Entry(purposes.Compiled(begun.Id)!, [.. begun.Trigger.When.Select(condition => new CompiledCondition(condition, homeCountry))])).ToArray(),
            StringComparer.Ordinal));

    /// <summary>What a code is sent for when this happens: the first purpose of the list that says so. Null: none is.</summary>
    public Purpose? For(BankEvent happened) => Find(happened)?.Purpose;

    internal CompiledPurpose? Find(BankEvent happened)
    {
        if (!_byType.TryGetValue(happened.Type, out var entries))
            return null;
        foreach (var entry in entries)
            if (Holds(entry.When, happened))
                return entry.Purpose;
        return null;
    }

    static bool Holds(CompiledCondition[] all, BankEvent happened)
    {
        foreach (var condition in all)
            if (!condition.Holds(happened))
                return false;
        return true;
    }
}
