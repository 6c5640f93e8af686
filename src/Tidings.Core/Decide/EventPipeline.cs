using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

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

    public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
    {
        var book = _rulebook;
        var decision = Decider.Decide(book, state, account, happened, key, now);
        if (!ReachPolicy.Remembers(happened.Reach, CarrierIsSimulator))
            decision = decision with { Delta = decision.Delta with { Changes = [] } };
        if (decision.Drafts.Count == 0)
            return new([], decision.Suppressions, decision.Delta);
        var messages = new List<Message>(decision.Drafts.Count);
        var suppressions = decision.Suppressions;
        for (var i = 0; i < decision.Drafts.Count; i++)
            if (ReachPolicy.Refuse(happened.Reach, decision.Drafts[i].To, book.Bank, CarrierIsSimulator) is { } reason)
                suppressions = [.. suppressions, new Suppression(decision.Drafts[i].Rule.Id, decision.Drafts[i].Rule.Class, reason)];
            else switch (book.Composer.Compose(decision.Drafts[i]))
            {
                case Composition.Composed composed:
                    messages.Add(composed.Message);
                    break;
                case Composition.Refused refused:
                    suppressions = [.. suppressions, refused.Suppression];
                    break;
            }
        return new(messages, suppressions, decision.Delta);
    }
}
