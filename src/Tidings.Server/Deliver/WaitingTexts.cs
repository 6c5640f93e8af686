using Tidings.Core.Decide;
using Tidings.Core.Decide.Replies;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Security.Sealing;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Tell;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

/// <summary>
/// Texts that were decided and have not left: deferred over the night, of a class that is paused, behind a carrier that is away. STOP and the closing of a customer end them as they end what would be decided after.
/// A code that is good for nothing any more is not worth its way.
/// </summary>
internal sealed class WaitingTexts(Outbox outbox, IStore store, Lookups lookups, RulebookHolder rules, TellSwitch told, TimeProvider time)
{
    /// <summary>No text waits longer: validity and deferral have their ends before.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(9);
    const int Page = 200, MostPages = 10;

    static string Bind => Carriers.Bind(Carriers.Main, 0);

    /// <summary>Settles, durably, what of this customer's waits and STOP ends. What a bind holds in this moment may still leave. It may be done again.</summary>
    public async ValueTask Stop(string customer, CancellationToken cancel) =>
        await End(customer, new(long.MaxValue), SubmissionResult.Stopped, message => StopReach.EndsWaiting(rules.Pipeline.Rulebook, message), cancel);

    /// <summary>As <see cref="Stop"/>, for one whom the bank closed by this row: what was decided before it. What was taken and is not reported goes by no other carrier either.</summary>
    /// <returns>False: a bind has something of his, which may come back from it.</returns>
    public ValueTask<bool> Close(string customer, MessageId row, CancellationToken cancel)
    {
        outbox.Queue.Unwatch(customer);
        return End(customer, row, SubmissionResult.Closed, ClosingReach.EndsWaiting, cancel);
    }

    async ValueTask<bool> End(string customer, MessageId before, SubmissionResult result, Func<Message, bool> ends, CancellationToken cancel)
    {
        var all = true;
        var since = MessageId.First(time.GetUtcNow() - Longest, 0);
        for (var page = 0; page < MostPages; page++)
        {
            var found = await lookups.Find(LookupKey.OfCustomer(customer), before, Page, cancel);
            // Keys are hashes, and may be another's.
            all &= await Settle(
                found.Select(static row => row.Message).Where(id => id.Value >= since.Value), (row, message) => row.Customer == customer && ends(message), result, cancel);
            if (found.Count < Page || found[^1].Message.Value < since.Value)
                break;
            before = found[^1].Message;
        }
        return all;
    }

    /// <summary>Settles, durably and as expired, those of these texts that wait: the code in them is good for nothing any more.</summary>
    public async ValueTask Expire(IEnumerable<MessageId> codes, CancellationToken cancel) =>
        await Settle(codes, static (_, message) => message.Class == MessageClass.OneTimeCode, SubmissionResult.Expired, cancel);

    async ValueTask<bool> Settle(IEnumerable<MessageId> ids, Func<JournalRow, Message, bool> ends, SubmissionResult result, CancellationToken cancel)
    {
        var all = true;
        var rows = new List<SubmissionRow>();
        var held = new List<MessageId>();
        try
        {
            // The oldest first: who waits behind it is kept by it.
            foreach (var id in ids.OrderBy(static id => id.Value))
            {
                if (await Waits(id, ends, cancel) is not { } known)
                    continue;
                if (!outbox.Queue.TryHold(id, out var attempt))
                {
                    all = false;
                    continue;
                }
                held.Add(id);
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
        outbox.Queue.Settle(held);
        return all;
    }

    /// <summary>What is known of a text that waits and is to end. Null: it does not, or a carrier has a part of it.</summary>
    async ValueTask<Known?> Waits(MessageId id, Func<JournalRow, Message, bool> ends, CancellationToken cancel)
    {
        try
        {
            if (await store.ReadMessage(id, cancel) is not { } facts || DecidedEvents.Message(facts.Row, DecidedEvents.Of(facts.Row), id) is not { } message || !ends(facts.Row, message))
                return null;
            var known = outbox.Queue.KnownOf(id, facts.Submissions);
            return known.Settled || known.Accepted != 0 ? null : known;
        }
        catch (SealRefusedException)
        {
            return null;
        }
    }
}
