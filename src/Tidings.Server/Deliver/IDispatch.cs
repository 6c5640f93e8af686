using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Server.Deliver;

/// <summary>Where stored messages are offered to delivery.</summary>
public interface IDispatch
{
    /// <summary>
    /// Offers a message that the store holds. Cheap and never blocking: where dispatch is full, the message is left to the refill from the store.
    /// Called in the order of each customer's messages.
    /// </summary>
    void Offer(string carrier, MessageId id, string customer, Message message);

    /// <summary>A customer's text is stored: it can be searched for from now on.</summary>
    void Heard(MessageId row, string customer, InboundReply reply);

    /// <summary>This row is where who writes from one of these numbers is found.</summary>
    void Noted(MessageId row, IReadOnlyList<Msisdn> numbers);

    /// <summary>Customers were closed, and a note of each is stored: what waits for them is to end.</summary>
    void Closed();

    /// <summary>A text whose code is good for nothing any more: it does not leave where it still waits, and its words are purged.</summary>
    void Dead(MessageId text)
    {
    }

    /// <summary>This row says that a verification was approved: it is found by the verification's key from now on.</summary>
    void Approved(MessageId row, ulong verification)
    {
    }

    /// <summary>A verification ended with this row, to which a code went.</summary>
    void Ended(MessageId row, DateTimeOffset at, Verification verification)
    {
    }

    /// <summary>
    /// The lowest id of a partition that is given out, and whose commit is not answered yet: what lies above it is not complete. default: there is none. Told before the commit,
    /// and again after its messages are offered.
    /// </summary>
    void Uncommitted(int partition, MessageId lowest);
}
