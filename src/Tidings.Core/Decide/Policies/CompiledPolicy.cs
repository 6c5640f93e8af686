using System.Collections.Frozen;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Why a rule has nothing to say about a text.</summary>
internal enum Unconcerned : byte { Not, KeptElsewhere, OfBank, Customer, Class, Event, NotYet, NoMore, Basis, NotRevoked, Text, Condition }

/// <summary>A rule with all that can be made ready before an event comes.</summary>
internal sealed class CompiledPolicy
{
    readonly CompiledCondition[][] _when;
    readonly int _classes;
    readonly DateTimeOffset _from = DateTimeOffset.MinValue, _until = DateTimeOffset.MaxValue;

    public CompiledPolicy(PolicyRule rule, BankSettings bank)
    {
        Rule = rule;
        var countries = Jurisdictions.Of(rule.Jurisdiction);
        var bankIsIn = countries?.Contains(bank.HomeCountry) ?? true;
        BankConcerned = rule.Of is JurisdictionOf.Customer or JurisdictionOf.Either || bankIsIn;
        Countries = rule.Of == JurisdictionOf.Bank || (rule.Of == JurisdictionOf.Either && bankIsIn) ? null : countries;
        _classes = rule.Classes.Aggregate(0, static (set, one) => set | 1 << (int)one);
        _when = [.. rule.When.Select(all => all.Select(condition => new CompiledCondition(condition, bank.HomeCountry)).ToArray())];
        if (rule.Effective is { } from)
            _from = new(from, default, TimeSpan.Zero);
        if (rule.Until is { } until)
            _until = new(until, default, TimeSpan.Zero);
    }

    public PolicyRule Rule { get; }

    /// <summary>The decision keeps it, and the bank lies where it holds or that does not matter.</summary>
    public bool MayHold => BankConcerned && Rule.Kept == PolicyKeeper.Decision;

    bool BankConcerned { get; }

    /// <summary>Customers of which countries it concerns. Null: of all.</summary>
    public FrozenSet<string>? Countries { get; }

    public bool Concerns(MessageClass @class) => (_classes == 0 || (_classes & 1 << (int)@class) != 0) && Rule.Effect switch
    {
        // A rule that names no class is about all to which its effect can be done.
        PolicyEffect.Defer => QuietPolicy.MayWait(@class),
        PolicyEffect.MustSend => @class != MessageClass.Promotional,
        _ => true,
    };

    /// <summary>All that can be said before the text is written. What the index has settled already is asked again: only an explanation comes here without it.</summary>
    public Unconcerned Asked(in PolicyCase about)
    {
        if (Rule.Kept != PolicyKeeper.Decision)
            return Unconcerned.KeptElsewhere;
        if (!BankConcerned)
            return Unconcerned.OfBank;
        if (Countries is not null && (about.Country is null || !Countries.Contains(about.Country)))
            return Unconcerned.Customer;
        if (!Concerns(about.Alert.Class))
            return Unconcerned.Class;
        if (Rule.Events.Count > 0 && !Rule.Events.Contains(about.Event.Type))
            return Unconcerned.Event;
        if (about.Now < _from)
            return Unconcerned.NotYet;
        if (about.Now >= _until)
            return Unconcerned.NoMore;
        if (Rule.Basis is { } basis && about.Bank.Policies?.Bases.GetValueOrDefault(about.Alert.Id) != basis)
            return Unconcerned.Basis;
        if (Rule.Revoked && !about.Revoked)
            return Unconcerned.NotRevoked;
        return _when.Length == 0 || Array.Exists(_when, new EventHolder(about.Event).AllHold) ? Unconcerned.Not : Unconcerned.Condition;
    }

    /// <summary>Whether it keeps back a text of which only the text is known, and whose law the customer is under: it asks nothing of the event, nor of what the customer has said.</summary>
    public bool KeepsBack(Message message, BankSettings bank, DateTimeOffset now) =>
        Rule is { Effect: PolicyEffect.Deny or PolicyEffect.Suppress, Revoked: false, Events.Count: 0 } && _when.Length == 0 && now >= _from && now < _until
        && (Rule.Basis is not { } basis || bank.Policies?.Bases.GetValueOrDefault(message.Alert) == basis) && TextFacts.AllHold(Rule.Text, message, bank);

    readonly struct EventHolder(BankEvent happened)
    {
        public bool AllHold(CompiledCondition[] all)
        {
            foreach (var condition in all)
                if (!condition.Holds(happened))
                    return false;
            return true;
        }
    }
}
