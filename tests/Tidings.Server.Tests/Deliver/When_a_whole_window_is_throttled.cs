using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Deliver.Pacing;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver;

/// <summary>By the carrier's options as they are where nobody has set them, on a clock of its own.</summary>
public sealed class When_a_whole_window_is_throttled
{
    const int Throttled = 0x58;

    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Each_of_its_texts_goes_again_within_two_seconds()
    {
        var (time, options) = (new FakeTimeProvider(), new CarrierOptions());
        var pace = new Pace(time, BindPump.PerSecondOf(options));
        // The worst of it: the refusals come when the bind has sent all that it may.
        pace.Take(pace.Available());
        var again = Assert.IsType<RetryDecision.Again>(new RetryPolicy(options.Retry).Decide(Throttled, refusals: 1, jitter: 0.99));
        Assert.True(again.SlowDown);
        for (var refused = 0; refused < options.Window; refused++)
            pace.SlowDown(again.After);

        var (began, left) = (time.GetTimestamp(), options.Window);
        while (left > 0)
        {
            time.Advance(Step);
            // A text's own pause is as long as its bind's.
            if (time.GetElapsedTime(began) < again.After)
                continue;
            var leave = Math.Min(left, pace.Available());
            pace.Take(leave);
            left -= leave;
        }
        Assert.InRange(time.GetElapsedTime(began), again.After, TimeSpan.FromSeconds(2));
    }
}
