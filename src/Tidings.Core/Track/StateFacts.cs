using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Track;

/// <summary>
/// Which stored facts a message must have to be in a state: so that whoever looks for the few in doubt among millions opens no other. Reckoned from <see cref="StateTable"/>; a message that is found so may still be in
/// another state, one that is not found is in another.
/// </summary>
public static class StateFacts
{
    /// <summary>A segment without a fact is in one of these. A message that is settled can be so too, by a segment that was given up with another.</summary>
    static readonly MessageState[] Starts = [MessageState.Queued, MessageState.Deferred];

    /// <summary>A state has several meanings by the error that came with it.</summary>
    static readonly string?[] Errors = [null, "1"];

    static readonly IReadOnlyDictionary<MessageState, FactFilter> Filters = StateTable.States.ToDictionary(static state => state, static state => Build(state));

    /// <param name="state">That is looked for.</param>
    /// <param name="outbox">Where messages wait that nothing has settled.</param>
    public static FactFilter Of(MessageState state, string outbox) =>
        // What never left and is worth nothing any more reads as expired before anything is written of it.
        Filters[state] with { OpenAt = Starts.Contains(state) || state == MessageState.Expired ? outbox : null };

    static FactFilter Build(MessageState state)
    {
        var results = Enum.GetValues<SubmissionResult>().Where(result => FactsOf(result).Any(fact => LeadsTo(fact, state))).ToHashSet();
        return new()
        {
            Results = results,
            Receipts = Receipts(fact => LeadsTo(fact, state)),
            // Nearly all texts are accepted, many are refused for now before, and nearly all of these are reported: only there does it pay to look at receipts for the sake of what they rule out.
            Unless = results.Overlaps([SubmissionResult.Accepted, SubmissionResult.Retry]) ? Receipts(fact => RulesOut(fact, state), all: true) : new HashSet<byte>(),
        };
    }

    static bool LeadsTo(TrackFact fact, MessageState state) => StateTable.States.Any(from => from != state && StateTable.Next(from, fact) == state);

    /// <summary>After it no fact brings the state again, wherever the segment was.</summary>
    static bool RulesOut(TrackFact fact, MessageState state)
    {
        var reached = StateTable.States.Select(from => StateTable.Next(from, fact)).ToHashSet();
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith([.. reached.SelectMany(static from => Enum.GetValues<TrackFact>(), StateTable.Next)]);
        }
        return !reached.Contains(state);
    }

    static IEnumerable<TrackFact> FactsOf(SubmissionResult result) => result == SubmissionResult.Rejected
        ? [TrackFact.Unreachable, TrackFact.Refused]
        : [TrackFacts.Of(new SubmissionRow { Result = result })];

    /// <param name="of">Asked of what a receipt with a state may mean.</param>
    /// <param name="all">It must hold for all that it may mean; otherwise one suffices.</param>
    static HashSet<byte> Receipts(Func<TrackFact, bool> of, bool all = false) =>
        [.. Enumerable.Range(0, 256).Select(static state => (byte)state).Where(state => Meanings(state) is var facts && (all ? facts.All(of) : facts.Any(of)))];

    static IEnumerable<TrackFact> Meanings(byte state) => Errors.Select(error => TrackFacts.Of(new ReceiptRow { State = state, Error = error }));
}
