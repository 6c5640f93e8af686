using Tidings.Security.Audit.Notes;

namespace Tidings.Server.Tests.Audit;

public sealed class When_minutes_pass
{
    [Fact]
    public async Task A_checkpoint_is_signed_at_least_every_minute_under_traffic()
    {
        await using var log = await BuiltLog.Start();
        var committed = 0L;
        for (var minute = 0; minute < 5; minute++)
        {
            var before = committed;
            for (var second = 0; second < 60; second++)
            {
                await log.Happens();
                committed++;
                log.Time.Advance(TimeSpan.FromSeconds(1));
            }
            // Whatever was committed when the minute began is under a signature when it ends; nobody asked for one.
            await Within(log, () => log.Signed > before);
            Assert.True(log.Note!.IsSignedBy(log.Builder.Key!));
        }
    }

    [Fact]
    public async Task What_is_new_after_a_quiet_hour_is_signed_within_a_minute_too()
    {
        await using var log = await BuiltLog.Start();
        await log.Happens();
        await Within(log, () => log.Signed == 1);
        var quiet = log.Note!.ToString();
        log.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(quiet, log.Note!.ToString());
        await log.Happens();
        await Within(log, () => log.Signed == 2);
    }

    [Fact]
    public async Task One_is_signed_on_demand_over_all_that_is_committed_then()
    {
        await using var log = await BuiltLog.Start();
        for (var size = 1; size <= 3; size++)
        {
            await log.Happens();
            Assert.Equal(size, Checkpoint.Parse((await log.Builder.Checkpoint(TestContext.Current.CancellationToken))!.Text)!.Size);
            Assert.Equal(size, log.Signed);
        }
    }

    /// <summary>Time goes on, and gives the builder room, until it is so; a minute and what the builder was behind are enough.</summary>
    static async Task Within(BuiltLog log, Func<bool> so)
    {
        for (var second = 0; !so(); second++)
        {
            Assert.True(second <= 120, "Two minutes went by.");
            log.Time.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 20 && !so(); i++)
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
