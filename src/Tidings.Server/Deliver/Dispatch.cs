using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Core.Verify;
using Tidings.Server.Deliver.Pauses;
using Tidings.Server.Track;
using Tidings.Server.Verify;
using Tidings.Server.Verify.Statistics;

namespace Tidings.Server.Deliver;

/// <summary>Takes what partitions have stored: into the outbox where it is due, and into the search index.</summary>
internal sealed class Dispatch(Outbox outbox, Lookups lookups, TimeProvider time, ClassCounts? counts = null, Closings? closings = null, CodePurge? purge = null,
    VerificationCounts? ended = null) : IDispatch
{
    public void Uncommitted(int partition, MessageId lowest) => outbox.Uncommitted.Set(partition, lowest);

    public void Dead(MessageId text) => purge?.Add(text);

    public void Heard(MessageId row, string customer, InboundReply reply)
    {
        lookups.Add(LookupKey.OfCustomersReplies(customer), row, 0);
        lookups.Add(LookupKey.OfNumbersReplies(reply.From), row, 0);
        if (reply.HasCarriersId)
            lookups.Add(LookupKey.OfCarriersText(reply.Fingerprint), row, 0);
    }

    public void Noted(MessageId row, IReadOnlyList<Msisdn> numbers)
    {
        foreach (var number in numbers)
            lookups.Add(LookupKey.OfHolder(number), row, 0);
    }

    public void Approved(MessageId row, ulong verification) => lookups.Add(LookupKey.OfApproval(verification), row, 0);

    public void Ended(MessageId row, DateTimeOffset at, Verification verification) => ended?.Add(row, at, verification);

    public void Closed() => closings?.Wake();

    public void Offer(string toCarrier, MessageId id, string customer, Message message)
    {
        counts?.Add(message.Class);
        lookups.Add(LookupKey.OfCustomer(customer), id, 0);
        lookups.Add(LookupKey.OfNumber(message.To), id, 0);
        if (toCarrier != outbox.Queue.Carrier)
            throw new ArgumentException("There is no such carrier.", nameof(toCarrier));
        // A deferred message is in the store, which gives it back when its time comes.
        if (message.NotBefore is { } notBefore && notBefore > time.GetUtcNow())
            outbox.Queue.OfferDeferred(new(id, toCarrier, notBefore), customer, message);
        else
            outbox.Queue.Offer(id, customer, message);
    }
}
