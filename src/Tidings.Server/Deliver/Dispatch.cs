using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

/// <summary>Takes what partitions have stored: into the carrier's queue where it is due, and into the search index.</summary>
internal sealed class Dispatch(CarrierDelivery carrier, Lookups lookups, TimeProvider time) : IDispatch
{
    public void Offer(string toCarrier, MessageId id, string customer, Message message)
    {
        lookups.Add(LookupKey.OfCustomer(customer), id, 0);
        lookups.Add(LookupKey.OfNumber(message.To), id, 0);
        // A deferred message is in the store, which gives it back when its time has come.
        if (message.NotBefore > time.GetUtcNow())
            return;
        if (toCarrier != carrier.Name)
            throw new ArgumentException("There is no such carrier.", nameof(toCarrier));
        carrier.Queue.Offer(id, customer, message);
    }
}
