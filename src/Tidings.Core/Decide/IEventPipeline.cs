using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>
/// Decide and compose for one event of one customer: pure, deterministic, no clock of its own. It does not change the state:
/// the caller journals <see cref="Decided.Delta"/> and applies it.
/// </summary>
public interface IEventPipeline
{
    /// <param name="key">The event's key, for the delta.</param>
    /// <param name="account">The account of the event as the directory knows it; null where the event names none.</param>
    /// <param name="now">The time of deciding: quiet hours and validity count from it.</param>
    Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now);

    /// <summary>A message that was decided could not be stored: it counts for no limit, and its event comes again.</summary>
    void NotStored(BankEvent happened, Message message)
    {
    }
}
