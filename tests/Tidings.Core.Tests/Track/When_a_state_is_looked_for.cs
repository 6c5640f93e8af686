using CsCheck;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Core.Tests.Track;

public class When_a_state_is_looked_for
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    static readonly MessageId Id = MessageId.First(Now, 3);

    static readonly JournalRow Row = new() { Id = Id, Partition = 3, Customer = "c", EventKey = 1, Messages = 1, Class = 4, Carrier = "main", Payload = default, Delta = default };

    static readonly SubmissionResult[] Results = Enum.GetValues<SubmissionResult>();
    static readonly int[] Statuses = [0, 0x0B, 0x45, 0x58];
    static readonly string?[] Errors = [null, "000", "1"];

    /// <summary>A segment: what came of its attempts, the statuses with which it was refused, and its receipts.</summary>
    static readonly Gen<(SubmissionResult Result, int Status)[]> Attempts =
        Gen.Select(Gen.Int[0, Results.Length - 1].Select(static i => Results[i]), Gen.Int[0, Statuses.Length - 1].Select(static i => Statuses[i])).Array[0, 4];
    static readonly Gen<(byte State, string? Error)[]> Receipts = Gen.Select(Gen.Int[0, 11].Select(static i => (byte)i), Gen.Int[0, Errors.Length - 1].Select(static i => Errors[i])).Array[0, 3];

    [Fact]
    public void Every_message_that_is_in_it_has_the_facts_that_are_looked_for() =>
        Gen.Select(Gen.Select(Attempts, Receipts).Array[1, 3], Gen.Bool, Gen.Bool).Sample((segments, over, later) =>
        {
            var facts = FactsOf(segments);
            var state = MessageTimeline.Of(facts, Id, TextOf(over, later), Now).State;
            return Passes(StateFacts.Of(state, "main"), facts);
        }, iter: 200_000);

    [Fact]
    public void A_delivered_one_is_not_opened_for_any_other_state_but_those_that_wait()
    {
        var delivered = FactsOf([([(SubmissionResult.Retry, 0x58), (SubmissionResult.Accepted, 0)], [(2, null)])]);
        Assert.Equal([MessageState.Delivered], StateTable.States.Where(state => Passes(StateFacts.Of(state, "main"), delivered)));
    }

    [Fact]
    public void Only_what_may_wait_is_looked_for_among_what_is_not_settled() =>
        Assert.Equal([MessageState.Queued, MessageState.Deferred, MessageState.Expired], StateTable.States.Where(static state => StateFacts.Of(state, "main").OpenAt == "main"));

    static Message TextOf(bool over, bool later) => new()
    {
        Alert = "a", Class = MessageClass.Transaction, Template = "t", To = new("15550001234"), From = new("BANK"), Text = "t", Reasons = [],
        ValidUntil = over ? Now.AddHours(-1) : Now.AddHours(1), NotBefore = later ? Now.AddMinutes(5) : null,
    };

    /// <summary>As delivery writes them: a message is settled by a fact that ends it, or when the carrier has all of its segments.</summary>
    static MessageFacts FactsOf(((SubmissionResult Result, int Status)[] Attempts, (byte State, string? Error)[] Receipts)[] segments)
    {
        SubmissionRow[] submissions = [.. segments.SelectMany((segment, number) => segment.Attempts.Select((attempt, i) =>
            new SubmissionRow(Id, number, i + 1, Now, "main/0", attempt.Result, null, attempt.Result == SubmissionResult.Accepted ? 0 : attempt.Status, false)))];
        var settled = submissions.Any(static row => TrackFacts.Of(row) is TrackFact.Unreachable or TrackFact.Refused or TrackFact.OutOfTime or TrackFact.InDoubtDropped)
            || segments.All(static segment => segment.Attempts.Any(static attempt => attempt.Result == SubmissionResult.Accepted));
        if (settled)
            submissions[^1] = submissions[^1] with { Settles = true };
        return new(Row, submissions, [.. segments.SelectMany((segment, number) => segment.Receipts.Select((receipt, i) => new ReceiptRow(Id, number, i, Now, receipt.State, receipt.Error)))]);
    }

    /// <summary>What a store does with a filter.</summary>
    static bool Passes(FactFilter filter, MessageFacts facts) =>
        (filter.OpenAt is not null && !facts.Submissions.Any(static row => row.Settles))
        || Enumerable.Range(0, 3).Any(segment =>
            (facts.Submissions.Any(row => row.Segment == segment && filter.Results.Contains(row.Result)) || facts.Receipts.Any(row => row.Segment == segment && filter.Receipts.Contains(row.State)))
            && !facts.Receipts.Any(row => row.Segment == segment && filter.Unless.Contains(row.State)));
}
