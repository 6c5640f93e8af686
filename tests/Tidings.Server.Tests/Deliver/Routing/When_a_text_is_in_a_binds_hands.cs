using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Tests.Deliver.Routing;

/// <summary>Taken from its line, and not sent or not answered yet.</summary>
public sealed class When_a_text_is_in_a_binds_hands
{
    const int Main = 0, North = 1;

    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
    readonly Router _router;
    readonly CarrierQueue _queue;

    public When_a_text_is_in_a_binds_hands()
    {
        _router = Routers.Of(["main", "north"], [new CarrierOptions(), new CarrierOptions()], new RoutingOptions(), _time)!;
        foreach (var stand in _router.Stands)
            stand.Breaker.SessionBegan();
        _queue = new("main", 100, _time, 2, _router);
        foreach (var stand in _router.Stands)
            stand.Breaker.Changed = _ => _queue.Reroute();
        Assert.NotNull(_queue.BeginPass());
        _queue.EndPass(null);
    }

    [Fact]
    public void It_goes_by_another_carrier_where_its_own_was_lost_meanwhile_and_the_other_hears_of_it()
    {
        Offer(1, MessageClass.Transaction);
        var taken = Assert.Single(Take(Main));
        _router.Stands[Main].Breaker.SessionEnded();
        var woken = false;
        using var ready = _queue.OnReady(() => woken = true);
        _queue.PutBack(taken);
        Assert.True(woken);
        Assert.Same(taken, Assert.Single(Take(North)));
    }

    [Fact]
    public void It_goes_back_where_it_was_while_its_carrier_is_well_and_nobody_is_woken()
    {
        Offer(1, MessageClass.Transaction);
        var taken = Assert.Single(Take(Main));
        using var ready = _queue.OnReady(static () => Assert.Fail("woken"));
        _queue.PutBack(taken);
        Assert.Empty(Take(North));
        Assert.Same(taken, Assert.Single(Take(Main)));
    }

    [Theory]
    [InlineData(Main), InlineData(North)]
    public void Its_customer_may_be_erased_and_it_is_its_binds_still_also_where_that_took_it_out_of_anothers_line(int by)
    {
        Offer(1, MessageClass.OneTimeCode);
        _time.Advance(TimeSpan.FromSeconds(1));
        var taken = Assert.Single(Take(by));
        _queue.Withdraw("c1");
        Assert.Same(taken, _queue.Find(taken.Id));
        Assert.Equal(MessageClass.OneTimeCode, taken.Message.Class);
        _queue.Release([taken]);
        Assert.Equal(0, _queue.Count);
    }

    void Offer(int customer, MessageClass of) => _queue.Offer(new(MessageId.First(_time.GetUtcNow(), 0).Value + customer), $"c{customer}", new()
    {
        Alert = "a", Class = of, Template = "t", To = new("15550001234"), From = new("BANK"), Text = "t", Reasons = [], ValidUntil = _time.GetUtcNow().AddMinutes(1),
    });

    Outgoing[] Take(int by)
    {
        var into = new Outgoing[10];
        return into[.._queue.Take(into, by)];
    }
}
