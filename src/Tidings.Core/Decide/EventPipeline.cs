using Tidings.Core.Customers;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Decide;

/// <summary>Decides and composes by the rulebook of the moment. Safe for many threads.</summary>
public sealed class EventPipeline(Rulebook rulebook) : IEventPipeline
{
    volatile Rulebook _rulebook = rulebook;

    /// <summary>Setting it takes effect with the next event; an event is decided by one rulebook from end to end.</summary>
    public Rulebook Rulebook
    {
        get => _rulebook;
        set => _rulebook = value;
    }

    /// <summary>The carrier is a simulator: texts of test keys may go to it.</summary>
    public bool CarrierIsSimulator { get; init; }

    /// <summary>Says which text is one too many. Null: none is.</summary>
    public ITextCounts? Counts { get; init; }

    /// <summary>Look at all verifications together. Null: nothing does.</summary>
    public VerificationGuards? Guards { get; init; }

    /// <summary>What others have met at the other ends of payments. Null: nothing is known of them.</summary>
    public Counterparties? Counterparties { get; init; }

    public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
    {
        var book = _rulebook;
        return Beyond(book, happened, Decider.Decide(book, state, account, happened, key, now, counts: Counts, guards: Guards, counterparties: Counterparties));
    }

    /// <summary>What would become of an event now, and why. It changes nothing.</summary>
    public Explanation Explain(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
    {
        var (book, trace) = (_rulebook, new PolicyTrace());
        var decided = Beyond(book, happened, Decider.Decide(book, state, account, happened, key, now, trace, Counts is TextCounters counters ? new PeekedCounts(counters) : null, counterparties: Counterparties));
        var profile = happened.Profile ?? state.Profile;
        return new(book, profile, decided, trace.Opinions, AlertSaid.Of(book, profile, happened, decided), state.HasAccepted(key));
    }

    /// <summary>What of a decision goes no further, because of who brought the event.</summary>
    Decided Beyond(Rulebook book, BankEvent happened, Decision decision)
    {
        if (happened.Untold)
            return new([], [.. decision.Suppressions, .. decision.Drafts.Select(static draft => new Suppression(draft.Rule.Id, draft.Rule.Class, NotToBeTold))],
                ReachPolicy.Remembers(happened.Reach, CarrierIsSimulator) ? decision.Delta : decision.Delta with { Changes = [] });
        if (happened.Reach == Reach.Live)
            return new(decision.Messages, decision.Suppressions, decision.Delta) { Verification = decision.Verification, Fraud = decision.Fraud };
        var refused = RefuseBeyond(happened.Reach, book, decision);
        // What was kept from a customer for the sake of the key that sent it must not count as told.
        if (refused is not null || !ReachPolicy.Remembers(happened.Reach, CarrierIsSimulator))
            // Nor is there a question that an advice could wait for.
            decision = decision with { Delta = decision.Delta with { Changes = [] }, Fraud = null };
        // What goes says how far: while it waits, the carriers and the team may change.
        return new(
            [.. decision.Messages.Where((_, i) => refused?[i] is null).Select(message => message with { Reach = happened.Reach })],
            [.. decision.Suppressions, .. (refused ?? []).OfType<Suppression>()], decision.Delta) { Verification = decision.Verification, Fraud = decision.Fraud };
    }

    public void NotStored(BankEvent happened, Message message) => LimitRun.GiveBack(Counts, happened, message);

    static readonly Reason NotToBeTold = new("not-to-be-told", "whoever sent the file wanted nobody told (tell=false)");

    /// <returns>By message why it goes no further; null: all of them go.</returns>
    Suppression?[]? RefuseBeyond(Reach reach, Rulebook book, Decision decision)
    {
        Suppression?[] refused = [.. decision.Drafts.Select(draft => ReachPolicy.Refuse(reach, draft.To, book.Bank, CarrierIsSimulator) is { } reason
            ? new Suppression(draft.Rule.Id, draft.Rule.Class, reason) : null)];
        return Array.TrueForAll(refused, static suppression => suppression is null) ? null : refused;
    }
}
