using Tidings.Core.Events;

namespace Tidings.Server.Partitions;

/// <summary>
/// Takes validated events to the partitions of their customers and waits until each is durable and decided. An event whose
/// <see cref="BankEvent.Customer"/> is empty concerns all holders of its account: it is split into a part a holder, and its outcome is that of all its parts.
/// </summary>
public interface IEventRouter
{
    /// <summary>One outcome an event, in the order given. Never throws for one event's sake.</summary>
    ValueTask<EventOutcome[]> Accept(IReadOnlyList<BankEvent> events, CancellationToken cancel);
}
