using Tidings.Core.Customers;
using Tidings.Core.Events;

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

    public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
    {
        var decision = Decider.Decide(_rulebook, state, account, happened, key, now);
        return new(decision.Messages, decision.Suppressions, decision.Delta);
    }
}
