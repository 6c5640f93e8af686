using Tidings.Core.Decide.Limits;
using Tidings.Core.Deliver.Surges;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Deliver.Surges;

public sealed class What_is_usual
{
    const long Start = 500_000;

    [Fact]
    public void Does_not_matter_to_classes_that_are_never_paused() => Assert.Equal(
        [MessageClass.Transaction, MessageClass.Balance, MessageClass.Awareness, MessageClass.Promotional, MessageClass.AdHoc], Enum.GetValues<MessageClass>().Where(SurgeRule.MayPause));

    [Fact]
    public void Is_not_known_before_a_whole_day_is()
    {
        var rate = UsualRate.From(Start);
        rate.Record(Start, 100);
        Assert.Null(rate.Usual(Start + 23));
        Assert.Equal(100, rate.Usual(Start + 24));
    }

    [Fact]
    public void Is_the_busiest_minute_at_this_hour_of_the_day_or_beside_it_on_the_days_before()
    {
        var rate = UsualRate.From(Start);
        rate.Record(Start + 8, 30);
        rate.Record(Start + 9, 50);
        rate.Record(Start + 9, 40);
        rate.Record(Start + 20, 1_000);
        Assert.Equal(50, rate.Usual(Start + 24 + 10));
        Assert.Equal(50, rate.Usual(Start + 48 + 9));
        Assert.Equal(30, rate.Usual(Start + 24 + 7));
        Assert.Equal(0, rate.Usual(Start + 24 + 12));
        Assert.Equal(1_000, rate.Usual(Start + 24 + 21));
    }

    [Fact]
    public void Forgets_what_is_older_than_two_weeks()
    {
        var rate = UsualRate.From(Start);
        rate.Record(Start + 9, 50);
        for (var day = 1; day <= 13; day++)
            rate.Record(Start + (day * 24) + 9, 5);
        Assert.Equal(50, rate.Usual(Start + (14 * 24) + 8));
        rate.Record(Start + (14 * 24) + 9, 5);
        Assert.Equal(5, rate.Usual(Start + (15 * 24) + 9));
    }

    [Fact]
    public void Is_the_same_after_it_was_written_and_read()
    {
        var rate = UsualRate.From(Start);
        rate.Record(Start + 30, 7);
        Assert.Equal(7, UsualRate.Of(rate.Since, rate.Newest, rate.Busiest)!.Usual(Start + 54));
        Assert.Null(UsualRate.Of(rate.Since, rate.Newest, [1, 2]));
    }

    [Theory]
    [InlineData(MessageClass.Transaction, 10, 100, 50, 500L)]
    [InlineData(MessageClass.Transaction, 10, 1000, 50, 1000L)]
    [InlineData(MessageClass.Transaction, 0, 100, 50, null)]
    [InlineData(MessageClass.Transaction, 10, 100, null, null)]
    [InlineData(MessageClass.OneTimeCode, 10, 100, 50, null)]
    [InlineData(MessageClass.Fraud, 10, 100, 50, null)]
    [InlineData(MessageClass.Security, 10, 100, 50, null)]
    public void Times_the_limit_is_a_surge_but_never_of_what_must_not_wait(MessageClass of, int times, int least, int? usual, long? most) =>
        Assert.Equal(most, SurgeRule.MostAMinute(of, new SurgeLimit(times, least), usual));

    [Fact]
    public void The_last_minute_is_sixty_seconds()
    {
        var minute = new LastMinute();
        Assert.Equal(10, minute.Add(1_000, 10));
        Assert.Equal(15, minute.Add(1_059, 5));
        Assert.Equal(6, minute.Add(1_060, 1));
        Assert.Equal(0, minute.Add(9_000, 0));
    }
}
