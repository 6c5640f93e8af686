using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// Judges what an earlier owner of a bind claimed and did not release. A segment with a fact that settles it, or that the carrier accepted, is not in
/// doubt. All others are, also those refused for now: whether they left once more is not known.
/// </summary>
internal sealed class InDoubtResolver(CarrierDelivery carrier)
{
    const int FactsAUnit = 500;

    public async Task<CommitOutcome> Resolve(string bind, long epoch, CancellationToken cancel)
    {
        var claims = await carrier.Store.ReadClaims(bind, cancel);
        if (claims.Count == 0)
            return CommitOutcome.Committed;
        Fence[] fences = [Fence.OfBind(bind, epoch)];
        var facts = new List<SubmissionRow>();
        var held = new List<(Outgoing Message, Known Known)>();
        foreach (var message in claims.SelectMany(static claim => claim.Segments).Distinct().GroupBy(static segment => segment.Message))
        {
            await Judge(bind, message.Key, [.. message.Select(static segment => segment.Segment).Order()], facts, held, cancel);
            if (facts.Count < FactsAUnit)
                continue;
            if (await carrier.Store.Commit(new() { Fences = fences, Submissions = facts.ToArray() }) != CommitOutcome.Committed)
                return CommitOutcome.Fenced;
            Count(bind, facts);
        }
        var outcome = await carrier.Store.Commit(new() { Fences = fences, Submissions = facts, Release = new(bind, claims[^1].Sequence) });
        if (outcome != CommitOutcome.Committed)
            return outcome;
        Count(bind, facts);
        foreach (var (message, known) in held)
            GiveBack(message, known);
        return CommitOutcome.Committed;
    }

    async Task Judge(
        string bind, MessageId id, byte[] segments, List<SubmissionRow> facts, List<(Outgoing, Known)> held, CancellationToken cancel)
    {
        if (await carrier.Store.ReadMessage(id, cancel) is not { } stored)
            return;
        var known = carrier.Queue.KnownOf(id, stored.Submissions);
        var inMemory = carrier.Queue.Find(id) is { Place: OutgoingPlace.Bind } found ? found : null;
        // A late answer, which another bind may still get, has a number that only memory knows of.
        var attempt = Math.Max(known.Attempt, inMemory?.Attempt ?? 0) + 1;
        var again = true;
        if (!known.Settled && DecidedEvents.Message(stored.Row, DecidedEvents.Of(stored.Row), id) is { } message)
        {
            again = InDoubtRule.GoesAgain(message.Class);
            foreach (var segment in segments)
            {
                if ((known.Accepted >> segment & 1) != 0)
                    continue;
                facts.Add(new(
                    id, segment, attempt, carrier.Time.GetUtcNow(), bind,
                    again ? SubmissionResult.ClaimedAgain : SubmissionResult.InDoubtDropped, null, 0, Settles: !again));
                if (!again)
                    break;
            }
        }
        // A bind that changed its owner within this process left the message in memory, with nobody holding it. One that went on by another bind is that bind's.
        if (inMemory is not null && inMemory.HeldBy == bind)
            held.Add((inMemory, known with { Settled = known.Settled || !again, Attempt = attempt }));
    }

    void GiveBack(Outgoing message, Known known)
    {
        message.Restore(known);
        message.Open = 0;
        if (known.Settled)
            carrier.Queue.Release([message]);
        else
            carrier.Queue.Again(message);
    }

    void Count(string bind, List<SubmissionRow> facts)
    {
        var again = facts.Count(static fact => fact.Result == SubmissionResult.ClaimedAgain);
        carrier.Metrics.InDoubt.Add(facts.Count);
        carrier.Metrics.DuplicatesRisked.Add(again);
        if (facts.Count > 0)
            DeliverLog.InDoubt(carrier.Log, bind, again, facts.Count - again);
        facts.Clear();
    }
}
