using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Security.Sealing;
using Tidings.Server.Deliver;
using Tidings.Server.Partitions;

namespace Tidings.Server.Track.Replies;

/// <summary>Who writes from a number: those who were texted at it, as long as it is theirs.</summary>
internal sealed class ReplyCustomers(IStore store, Lookups lookups, ICustomerReader customers, IOptions<ReplyOptions> options, TimeProvider time)
{
    /// <summary>Texts to the number that are looked at, the newest first.</summary>
    const int LookedAt = 64;
    /// <summary>Customers with one number; more than a household or a shop has.</summary>
    const int Most = 16;

    sealed record Candidate(string Customer, DateTimeOffset At, DateTimeOffset? FromSender);

    /// <param name="to">The sender or number of ours that was written to.</param>
    /// <returns>The customer who is answered first: the one last texted from that sender, or else from any. Empty: nobody is known at the number.</returns>
    public async ValueTask<IReadOnlyList<string>> Of(Msisdn number, string to, CancellationToken cancel)
    {
        var found = new List<Candidate>();
        foreach (var candidate in await Texted(number, to, cancel))
            if (await IsHis(candidate, number))
                found.Add(candidate);
        return [.. found.OrderByDescending(static candidate => candidate.FromSender).Select(static candidate => candidate.Customer)];
    }

    /// <summary>Each customer with his newest text, and his newest from that sender; who was texted last first.</summary>
    async ValueTask<IReadOnlyList<Candidate>> Texted(Msisdn number, string to, CancellationToken cancel)
    {
        var since = MessageId.First(time.GetUtcNow() - options.Value.Window, 0);
        var found = new List<Candidate>();
        foreach (var row in await lookups.Find(LookupKey.OfNumber(number), new(long.MaxValue), LookedAt, cancel))
        {
            if (row.Message.Value < since.Value || await Read(row.Message, number, cancel) is not var (customer, message))
                continue;
            var same = message.From.Value.TrimStart('+').Equals(to, StringComparison.OrdinalIgnoreCase);
            var known = found.FindIndex(candidate => candidate.Customer == customer);
            if (known < 0 && found.Count < Most)
                found.Add(new(customer, row.Message.At, same ? row.Message.At : null));
            else if (known >= 0 && same)
                found[known] = found[known] with { FromSender = found[known].FromSender ?? row.Message.At };
        }
        return found;
    }

    async ValueTask<(string Customer, Message Message)?> Read(MessageId id, Msisdn number, CancellationToken cancel)
    {
        try
        {
            // Keys are hashes, and may be another's.
            return await store.ReadMessage(id, cancel) is { } facts && !Strangers.IsOne(facts.Row.Customer)
                && DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id) is { } message && message.To == number ? (facts.Row.Customer, message) : null;
        }
        catch (SealRefusedException)
        {
            return null;
        }
    }

    /// <summary>Numbers are given up and given to others: who was texted long ago and has another number now does not write from it.</summary>
    async ValueTask<bool> IsHis(Candidate candidate, Msisdn number) =>
        await customers.Get(candidate.Customer) is { } profile && (profile.Phones.Contains(number) || time.GetUtcNow() - candidate.At <= CustomerState.FormerPhoneKept);
}
