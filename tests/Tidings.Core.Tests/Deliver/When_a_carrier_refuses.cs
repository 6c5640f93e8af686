using Tidings.Core.Deliver.Retry;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Tests.Deliver;

public class When_a_carrier_refuses
{
    static readonly RetryOptions Options = new();
    static readonly RetryPolicy Policy = new(Options);

    [Theory]
    [InlineData(CommandStatusTable.Throttled)]
    [InlineData(CommandStatusTable.QueueFull)]
    public void Throttling_goes_again_after_the_pause_however_often_and_slows_the_bind_down(int status)
    {
        foreach (var attempt in (int[])[1, 2, 100])
            Assert.Equal(new RetryDecision.Again(Options.ThrottlePause, SlowDown: true), Policy.Decide(status, attempt, 0.3));
    }

    [Fact]
    public void A_temporary_error_backs_off_and_leaves_the_pace_alone()
    {
        var first = Assert.IsType<RetryDecision.Again>(Policy.Decide(0x08, 1, 0.999));
        var fourth = Assert.IsType<RetryDecision.Again>(Policy.Decide(0x08, 4, 0.999));
        Assert.False(first.SlowDown);
        Assert.InRange(first.After, Options.FirstBackoff / 2, Options.FirstBackoff);
        Assert.InRange(fourth.After, Options.FirstBackoff * 4, Options.FirstBackoff * 8);
        Assert.InRange(Assert.IsType<RetryDecision.Again>(Policy.Decide(0x08, 1_000_000, 0.999)).After, Options.LongestBackoff / 2, Options.LongestBackoff);
    }

    [Theory]
    [InlineData(0x0A)]
    [InlineData(0x01)]
    [InlineData(0x62)]
    [InlineData(0x101)]
    public void A_permanent_error_never_goes_to_the_carrier_again(int status) => Assert.IsType<RetryDecision.NeverHere>(Policy.Decide(status, 1, 0));

    [Fact]
    public void A_number_that_does_not_exist_goes_to_nobody_again() => Assert.IsType<RetryDecision.Never>(Policy.Decide(0x0B, 1, 0));

    [Fact]
    public void What_a_carrier_means_otherwise_holds_for_it_and_the_rest_is_as_the_table_has_it()
    {
        var policy = new RetryPolicy(Options, new Dictionary<int, ErrorClass> { [0x402] = ErrorClass.Throttled, [0x0B] = ErrorClass.Temporary });
        Assert.True(Assert.IsType<RetryDecision.Again>(policy.Decide(0x402, 1, 0)).SlowDown);
        Assert.False(Assert.IsType<RetryDecision.Again>(policy.Decide(0x0B, 1, 0)).SlowDown);
        Assert.True(policy.IsThrottling(0x402) && policy.IsThrottling(0x58) && policy.IsTrouble(0x0B) && policy.IsTrouble(0x08));
        Assert.False(Policy.IsThrottling(0x402) || Policy.IsTrouble(0x0B));
        Assert.IsType<RetryDecision.NeverHere>(policy.Decide(0x0A, 1, 0));
    }

    [Fact]
    public void Only_where_it_means_otherwise_of_the_number_the_record_says_so()
    {
        var policy = new RetryPolicy(Options, new Dictionary<int, ErrorClass> { [0x402] = ErrorClass.Unreachable, [0x0B] = ErrorClass.Refused, [0x0A] = ErrorClass.Unknown });
        Assert.Equal(
            [SubmissionResult.RejectedNumber, SubmissionResult.RejectedText, SubmissionResult.Rejected, SubmissionResult.Rejected],
            new[] { 0x402, 0x0B, 0x0A, 0x01 }.Select(policy.Recorded));
    }

    [Fact]
    public void An_unknown_error_is_tried_three_times_in_all()
    {
        Assert.IsType<RetryDecision.Again>(Policy.Decide(0x4A1, 2, 0));
        Assert.IsType<RetryDecision.NeverHere>(Policy.Decide(0x4A1, 3, 0));
    }

    [Fact]
    public void Every_entry_of_the_table_has_a_rule() =>
        Assert.All(CommandStatusTable.All, static entry => Assert.NotNull(Policy.Decide(entry.Status, 1, 0)));

    [Fact]
    public void Acceptance_is_the_only_thing_that_is_done() =>
        Assert.Equal([0], CommandStatusTable.All.Where(static e => Policy.Decide(e.Status, 1, 0) is RetryDecision.Done).Select(static e => e.Status));

    [Fact]
    public void The_raw_error_is_shown_with_its_name_where_it_has_one()
    {
        Assert.StartsWith("0x00000058 ESME_RTHROTTLED", CommandStatusTable.Describe(0x58), StringComparison.Ordinal);
        Assert.StartsWith("0x000004A1", CommandStatusTable.Describe(0x4A1), StringComparison.Ordinal);
    }
}
