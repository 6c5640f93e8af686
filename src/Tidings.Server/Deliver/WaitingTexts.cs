using System.Runtime.CompilerServices;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Replies;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Core.Track.Replies;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Partitions;
using Tidings.Server.Tell;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

/// <summary>
/// Texts that were decided and have not left: deferred over the night, of a class that is paused, behind a carrier that is away. STOP and the closing of a customer end them as they end what would be decided after.
/// A code that is good for nothing any more is not worth its way.
/// </summary>
internal sealed class WaitingTexts(Outbox outbox, IStore store, Lookups lookups, RulebookHolder rules, ICustomerReader customers, TellSwitch told, TimeProvider time)
{
    /// <summary>No text waits longer: validity and deferral have their ends before.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(9);
    const int Page = 200;
    /// <summary>His newest texts among which his newest STOP is looked for.</summary>
    const int Replies = 64;

    static string Bind => Carriers.Bind(Carriers.Main, 0);

    /// <summary>
    /// Settles, durably, what of this customer's waits and his newest STOP ends: what was decided before it, since a START after it has asked for the rest. What a bind holds in this moment may still leave.
    /// It may be done again, at any time.
    /// </summary>
    /// <param name="repeated">The carrier has brought the STOP before: where it is not found, nothing waits any more that is older.</param>
    public async ValueTask Stop(string customer, bool repeated, CancellationToken cancel)
    {
        if ((await NewestStop(customer, cancel) ?? (repeated ? null : new MessageId(long.MaxValue))) is not { } before)
            return;
        var (book, now) = (rules.Pipeline.Rulebook, time.GetUtcNow());
        // Only laws ask where he lives.
        var profile = book.Policies.Packs.Count > 0 ? await customers.Get(customer) : null;
        await End(customer, before, SubmissionResult.Stopped, (decided, message) => StopReach.EndsWaiting(book, message, decided, profile, now), cancel);
    }

    /// <summary>As <see cref="Stop"/>, for one whom the bank closed by this row: what was decided before it. What was taken and is not reported goes by no other carrier either.</summary>
    /// <returns>False: a bind has something of his, which may come back from it.</returns>
    public async ValueTask<bool> Close(string customer, MessageId row, CancellationToken cancel)
    {
        // Answers to what he wrote too, which the rest leaves alone.
        outbox.Queue.Unwatch(customer);
        var all = await End(customer, row, SubmissionResult.Closed, static (_, message) => ClosingReach.EndsWaiting(message), cancel);
        // And those that a carrier has taken meanwhile.
        outbox.Queue.Unwatch(customer);
        return all;
    }

    /// <summary>The row of the last text in which he said STOP. Null: it is not among his newest, or none that can wait for so long.</summary>
    async ValueTask<MessageId?> NewestStop(string customer, CancellationToken cancel)
    {
        var since = MessageId.First(time.GetUtcNow() - Longest, 0);
        foreach (var row in await lookups.Find(LookupKey.OfCustomersReplies(customer), new(long.MaxValue), Replies, cancel))
        {
            var id = row.Message;
            if (id.Value < since.Value)
                return null;
            if (await store.FindOpenable(id, cancel) is { } facts && facts.Row.Customer == customer && DecidedEvents.Of(facts.Row).Reply is { Meaning: ReplyMeaning.Stop })
                return id;
        }
        return null;
    }

    async IAsyncEnumerable<MessageId> Newest(long key, MessageId before, MessageId since, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            var found = await lookups.Find(key, before, Page, cancel);
            foreach (var row in found)
            {
                if (row.Message.Value < since.Value)
                    yield break;
                yield return row.Message;
            }
            if (found.Count < Page)
                yield break;
            before = found[^1].Message;
        }
    }

    async ValueTask<bool> End(string customer, MessageId before, SubmissionResult result, Func<DecidedEvent, Message, bool> ends, CancellationToken cancel)
    {
        var all = true;
        var since = MessageId.First(time.GetUtcNow() - Longest, 0);
        var page = new List<MessageId>(Page);
        await foreach (var id in Newest(LookupKey.OfCustomer(customer), before, since, cancel))
        {
            page.Add(id);
            if (page.Count == Page)
                await Settle();
        }
        await Settle();
        return all;

        async ValueTask Settle()
        {
            // Most have long left, which is known without opening them. Of what a carrier has taken nothing is opened either, unless it may still go by another.
            var unsettled = (await store.ReadUnsettled(page, cancel)).ToHashSet();
            page.RemoveAll(id => !unsettled.Contains(id) && outbox.Queue.Find(id) is null && outbox.Watch?.Has(id) != true);
            // Keys are hashes, and may be another's.
            all &= (await this.Settle(page, (row, decided, message) => row.Customer == customer && ends(decided, message), result, cancel)).Count == 0;
            page.Clear();
        }
    }

    /// <summary>Settles, durably and as expired, those of these texts that wait: the code in them is good for nothing any more. One that a carrier has taken and not reported goes by no other.</summary>
    /// <returns>Those that a bind has, which may come back from it.</returns>
    public ValueTask<IReadOnlyList<MessageId>> Expire(IEnumerable<MessageId> codes, CancellationToken cancel) =>
        Settle(codes, static (_, _, message) => message.Class == MessageClass.OneTimeCode, SubmissionResult.Expired, cancel);

    /// <returns>Those that a bind has, which may come back from it.</returns>
    async ValueTask<IReadOnlyList<MessageId>> Settle(IEnumerable<MessageId> ids, Func<JournalRow, DecidedEvent, Message, bool> ends, SubmissionResult result, CancellationToken cancel)
    {
        var (rows, held, goOn, withBinds) = (new List<SubmissionRow>(), new List<MessageId>(), new List<MessageId>(), new List<MessageId>());
        try
        {
            // The oldest first: who waits behind it is kept by it.
            foreach (var id in ids.OrderBy(static id => id.Value))
            {
                // Most are long settled, and what does not end keeps its place in line.
                if (await Look(id, ends, cancel) is not { } seen || (seen.Settled && outbox.Queue.Find(id) is null))
                    continue;
                if (!outbox.Queue.TryHold(id, out var attempt))
                {
                    withBinds.Add(id);
                    continue;
                }
                held.Add(id);
                // A bind may have had it in between: what is read now stays so.
                if (await Look(id, ends, cancel) is not { } known)
                    goOn.Add(id);
                else if (!known.Settled)
                    rows.Add(new(id, 0, Math.Max(known.Attempt, attempt) + 1, time.GetUtcNow(), Bind, result, null, 0, Settles: true));
            }
            if (rows.Count > 0)
                await store.Commit(new() { Submissions = rows, Feed = told.IsOn ? FactFeed.Of(rows, []) : [] });
        }
        catch
        {
            outbox.Queue.LetGoOn(held);
            throw;
        }
        outbox.Queue.LetGoOn(goOn);
        outbox.Queue.Settle([.. held.Except(goOn)]);
        return withBinds;
    }

    /// <summary>What is known of a text that is to end, settled or not. Null: it is not to end, or a carrier has a part of it.</summary>
    async ValueTask<Known?> Look(MessageId id, Func<JournalRow, DecidedEvent, Message, bool> ends, CancellationToken cancel)
    {
        if (await store.FindOpenable(id, cancel) is not { } facts)
            return null;
        var decided = DecidedEvents.Of(facts.Row);
        if (DecidedEvents.Message(facts.Row, decided, id) is not { } message || !ends(facts.Row, decided, message))
            return null;
        var known = outbox.Queue.KnownOf(id, facts.Submissions);
        // A carrier has it, and no other gets it too: a second one that stands in line already ends with it.
        if (known.Settled)
            outbox.Watch?.Reported(id);
        return known.Settled || known.Accepted == 0 ? known : null;
    }
}
