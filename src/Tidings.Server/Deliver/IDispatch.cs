using Tidings.Core.Messages;

namespace Tidings.Server.Deliver;

/// <summary>Where stored messages are offered to delivery.</summary>
public interface IDispatch
{
    /// <summary>
    /// Offers a message that the store holds. Cheap and never blocking: where dispatch is full, the message is left to the refill from the store.
    /// Called in the order of each customer's messages.
    /// </summary>
    void Offer(string carrier, MessageId id, string customer, Message message);
}
