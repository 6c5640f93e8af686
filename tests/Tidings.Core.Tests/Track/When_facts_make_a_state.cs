using CsCheck;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Core.Tests.Track;

public class When_facts_make_a_state
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);
    static readonly MessageId Id = MessageId.First(Now, 3);
    static readonly Message Text = new()
    {
        Alert = "card-payment",
        Class = MessageClass.Transaction,
        Template = "card-payment/en/1",
        To = new("15550001234"),
        From = new("BANK"),
        Text = "You paid 1.00",
        ValidUntil = Now.AddHours(1),
        Reasons = [],
    };

    static SubmissionRow Accepted(int segment, bool settles) => new(Id, segment, 1, Now, "main/0", SubmissionResult.Accepted, $"r{segment}", 0, settles);
    static SubmissionRow Fact(SubmissionResult result, int status = 0, bool settles = false) => new(Id, 0, 1, Now, "main/0", result, null, status, settles);
    static ReceiptRow Receipt(byte state, int segment = 0, string? error = null) => new(Id, segment, 0, Now, state, error);

    static MessageState Of(SubmissionRow[] submissions, params ReceiptRow[] receipts) => Timeline(Text, submissions, receipts).State;

    static MessageTimeline Timeline(Message message, SubmissionRow[] submissions, ReceiptRow[] receipts, DateTimeOffset? now = null) =>
        MessageTimeline.Of(new(Row, submissions, receipts), Id, message, now ?? Now);

    static readonly JournalRow Row = new()
    {
        Id = Id,
        Partition = 3,
        Customer = "c",
        EventKey = 1,
        Messages = 1,
        Class = 4,
        Carrier = "main",
        Payload = default,
        Delta = default,
    };

    [Fact]
    public void Without_facts_it_waits() => Assert.Equal(MessageState.Queued, Of([]));

    [Fact]
    public void Before_its_time_it_is_deferred() =>
        Assert.Equal(MessageState.Deferred, Timeline(Text with { NotBefore = Now.AddMinutes(5) }, [], []).State);

    [Fact]
    public void Without_facts_and_after_its_validity_it_is_expired() =>
        Assert.Equal(MessageState.Expired, Timeline(Text, [], [], Now.AddHours(2)).State);

    [Theory]
    [InlineData(2, "000", null)]
    [InlineData(2, "", null)]
    [InlineData(2, "001", "001")]
    [InlineData(5, "000", "000")] // it failed, and this is all that the carrier says
    public void An_error_of_zeros_is_none_where_all_went_well(byte state, string said, string? shown) =>
        Assert.Equal(shown, TimelineEntry.Of(Receipt(state, error: said)).Error);

    [Fact]
    public void A_refusal_for_now_leaves_it_waiting() => Assert.Equal(MessageState.Queued, Of([Fact(SubmissionResult.Retry, 0x58)]));

    [Fact]
    public void An_invalid_number_is_permanent_and_an_invalid_sender_is_technical()
    {
        Assert.Equal(MessageState.PermanentFailure, Of([Fact(SubmissionResult.Rejected, 0x0B, settles: true)]));
        Assert.Equal(MessageState.TechnicalFailure, Of([Fact(SubmissionResult.Rejected, 0x0A, settles: true)]));
    }

    [Fact]
    public void A_code_without_an_answer_is_in_doubt() => Assert.Equal(MessageState.InDoubt, Of([Fact(SubmissionResult.InDoubtDropped, settles: true)]));

    [Fact]
    public void An_answer_that_comes_after_its_time_ends_the_doubt()
    {
        var doubt = Fact(SubmissionResult.InDoubtSpent, settles: true);
        Assert.Equal(MessageState.InDoubt, Of([doubt]));
        Assert.Equal(MessageState.Sent, Of([doubt, Accepted(0, false) with { Attempt = 2 }]));
    }

    [Fact]
    public void Every_result_has_words_and_a_column() => Assert.All(Enum.GetValues<SubmissionResult>(), static result =>
    {
        Assert.NotEmpty(TimelineEntry.Of(Fact(result)).Words);
        Assert.True(Enum.IsDefined(TrackFacts.Of(Fact(result))));
    });

    [Fact]
    public void A_long_text_is_sent_when_all_segments_are() =>
        Assert.Equal([MessageState.Queued, MessageState.Sent], [Of([Accepted(0, false)]), Of([Accepted(0, false), Accepted(1, true)])]);

    [Fact]
    public void A_long_text_is_delivered_when_all_segments_are()
    {
        SubmissionRow[] both = [Accepted(0, false), Accepted(1, true)];
        Assert.Equal(MessageState.Sent, Of(both, Receipt(2)));
        Assert.Equal(MessageState.Delivered, Of(both, Receipt(2), Receipt(2, 1)));
        Assert.Equal(MessageState.PermanentFailure, Of(both, Receipt(2), Receipt(5, 1)));
    }

    [Fact]
    public void An_end_beats_enroute_in_either_order()
    {
        Assert.Equal(MessageState.Delivered, Of([Accepted(0, true)], Receipt(1), Receipt(2)));
        Assert.Equal(MessageState.Delivered, Of([Accepted(0, true)], Receipt(2), Receipt(1)));
    }

    [Fact]
    public void Enroute_with_an_error_is_a_temporary_failure() =>
        Assert.Equal([MessageState.Sent, MessageState.TemporaryFailure], [Of([Accepted(0, true)], Receipt(1, error: "000")), Of([Accepted(0, true)], Receipt(1, error: "21"))]);

    static readonly byte[] Ends = [2, 3, 5, 8];
    static readonly byte[] OnTheWay = [1, 6, 7];

    [Fact]
    public void Whatever_the_order_of_receipts_the_same_end_is_reached()
    {
        // With one end among them, and any number of reports on the way.
        Gen.Select(Gen.Int[0, 3].Select(static i => Ends[i]), Gen.Int[0, 2].Select(static i => OnTheWay[i]).Array[0, 5], Gen.Int[0, 5]).Sample((end, others, place) =>
        {
            var alone = Of([Accepted(0, true)], Receipt(end));
            var mixed = others.Select(static state => Receipt(state)).ToList();
            mixed.Insert(Math.Min(place, mixed.Count), Receipt(end));
            return Of([Accepted(0, true)], [.. mixed]) == alone;
        });
    }

    [Fact]
    public void The_raw_error_stands_beside_the_words()
    {
        var timeline = Timeline(Text, [Fact(SubmissionResult.Rejected, 0x0B, settles: true)], []);
        Assert.Equal("permanent failure", timeline.Status.Title);
        Assert.StartsWith("0x0000000B ESME_RINVDSTADR", timeline.Entries[^1].Error, StringComparison.Ordinal);
    }
}
