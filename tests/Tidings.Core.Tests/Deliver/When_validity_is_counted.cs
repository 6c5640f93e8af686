using Tidings.Core.Deliver;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Deliver;

public class When_validity_is_counted
{
    static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1_000, 1, false)]
    [InlineData(999, 0, true)]
    [InlineData(0, 0, true)]
    [InlineData(-1, 0, true)]
    [InlineData(61_999, 61, false)]
    public void Seconds_are_rounded_down_and_less_than_one_is_too_late(int ms, long seconds, bool over)
    {
        Assert.Equal(seconds, Validity.SecondsLeft(Now.AddMilliseconds(ms), Now));
        Assert.Equal(over, Validity.IsOver(Now.AddMilliseconds(ms), Now));
    }

    [Fact]
    public void Every_class_but_the_code_goes_again_when_in_doubt() =>
        Assert.Equal([MessageClass.OneTimeCode], Enum.GetValues<MessageClass>().Where(static c => !InDoubtRule.GoesAgain(c)));

    [Fact]
    public void Backoff_stays_between_half_and_all_of_its_step()
    {
        for (var attempt = 1; attempt < 100; attempt++)
        {
            var step = Math.Min(30, 0.5 * Math.Pow(2, attempt - 1));
            foreach (var jitter in (double[])[0, 0.5, 0.999999])
                Assert.InRange(
                    Backoff.After(attempt, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), jitter).TotalSeconds, step / 2 - 1e-6, step + 1e-6);
        }
    }
}
