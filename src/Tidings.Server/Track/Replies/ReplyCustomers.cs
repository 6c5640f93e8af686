using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Partitions;

namespace Tidings.Server.Track.Replies;

/// <summary>Who writes from a number: those who were texted at it, as long as it is theirs, and those whose profile has it.</summary>
internal sealed class ReplyCustomers(IStore store, Lookups lookups, ICustomerReader customers, IOptions<ReplyOptions> options, TimeProvider time, OwnSenders own)
{
    /// <summary>Texts to the number that are looked at, the newest first.</summary>
    const int LookedAt = 64;
    /// <summary>Rows by which a number's customers are found: one of a customer in some weeks at most.</summary>
    const int NotesLookedAt = 256;
    /// <summary>Customers with one number; more than a household or a shop has.</summary>
    const int Most = 16;

    /// <param name="Has">His profile has the number now.</param>
    sealed record Candidate(string Customer, DateTimeOffset At, DateTimeOffset? FromSender, bool Has = false);

    /// <param name="to">The sender or number of ours that was written to.</param>
    /// <returns>The customer who is answered first: of those who have the number now the one last texted from that sender, or else from any. Empty: nobody is known at the number.</returns>
    public async ValueTask<IReadOnlyList<string>> Of(Msisdn number, string to, CancellationToken cancel)
    {
        var found = new List<Candidate>();
        foreach (var candidate in await Texted(number, to, cancel))
            if (await Known(candidate, number) is { } known)
                found.Add(known);
        // Whom nothing was sent to for long, or less than to another with the same number, is there all the same.
        foreach (var holder in await Holders(number, cancel))
            if (found.Count < Most && !found.Exists(other => other.Customer == holder) && await Known(new(holder, default, null), number) is { } known)
                found.Add(known);
        return [.. found.OrderByDescending(static candidate => candidate.Has).ThenByDescending(static candidate => candidate.FromSender).Select(static candidate => candidate.Customer)];
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
            var same = message.From.Value.TrimStart('+').Equals(to, StringComparison.OrdinalIgnoreCase) || own.MayHaveStood(number, to);
            var known = found.FindIndex(candidate => candidate.Customer == customer);
            if (known < 0 && found.Count < Most)
                found.Add(new(customer, row.Message.At, same ? row.Message.At : null));
            else if (known >= 0 && same)
                found[known] = found[known] with { FromSender = found[known].FromSender ?? row.Message.At };
        }
        return found;
    }

    /// <summary>Customers whose profile has, or had, the number.</summary>
    async ValueTask<IReadOnlyCollection<string>> Holders(Msisdn number, CancellationToken cancel)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var note in await lookups.Find(LookupKey.OfHolder(number), new(long.MaxValue), NotesLookedAt, cancel))
            // A hash may be another's: the profile says whose it is.
            if (await store.FindOpenable(note.Message, cancel) is { } facts)
                found.Add(facts.Row.Customer);
        return found;
    }

    async ValueTask<(string Customer, Message Message)?> Read(MessageId id, Msisdn number, CancellationToken cancel) =>
        // Keys are hashes, and may be another's.
        await store.FindOpenable(id, cancel) is { } facts && !Strangers.IsOne(facts.Row.Customer)
            && DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id) is { } message && message.To == number ? (facts.Row.Customer, message) : null;

    /// <summary>Numbers are given up and given to others: who was texted long ago and has another number now does not write from it. Null: it is not his.</summary>
    async ValueTask<Candidate?> Known(Candidate candidate, Msisdn number)
    {
        if (await customers.Get(candidate.Customer) is not { } profile)
            return null;
        var has = profile.Phones.Contains(number);
        return has || time.GetUtcNow() - candidate.At <= CustomerState.FormerPhoneKept ? candidate with { Has = has } : null;
    }
}
