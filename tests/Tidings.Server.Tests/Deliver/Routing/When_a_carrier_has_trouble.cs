using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Deliver.Routing;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_a_carrier_has_trouble
{
    readonly FakeTimeProvider _time = new();
    readonly List<BreakerState> _changes = [];
    readonly Breaker _breaker;

    public When_a_carrier_has_trouble()
    {
        _breaker = new(new() { Answers = 4, Troubles = 0.5, Probes = 3, Proof = 2 }, _time) { Changed = _changes.Add };
        _breaker.SessionBegan();
    }

    [Fact]
    public void It_opens_at_half_trouble_and_not_below_and_not_before_there_are_answers_enough()
    {
        _breaker.Trouble();
        _breaker.Trouble();
        _breaker.Well();
        Assert.Equal(BreakerState.Closed, _breaker.State);
        _breaker.Well();
        _breaker.Well();
        Assert.Equal(BreakerState.Closed, _breaker.State);
        _breaker.Trouble();
        Assert.Equal(BreakerState.Open, _breaker.State);
        Assert.Equal(0, _breaker.Room(0));
    }

    [Fact]
    public void Trouble_of_an_earlier_window_does_not_count()
    {
        for (var i = 0; i < 3; i++)
            _breaker.Trouble();
        _time.Advance(TimeSpan.FromSeconds(10));
        _breaker.Trouble();
        Assert.Equal(BreakerState.Closed, _breaker.State);
    }

    [Fact]
    public void After_the_pause_a_few_texts_try_it_and_good_answers_close_it()
    {
        Open();
        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        _breaker.Tick();
        Assert.Equal(BreakerState.Open, _breaker.State);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _breaker.Tick();
        Assert.Equal((BreakerState.HalfOpen, 3, 1), (_breaker.State, _breaker.Room(0), _breaker.Room(2)));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(_breaker.HasProbe(reluctant: false));
            Assert.False(_breaker.HasProbe(reluctant: true));
            _breaker.TakeProbe();
        }
        Assert.False(_breaker.HasProbe(reluctant: false));
        _breaker.Well();
        Assert.Equal(BreakerState.HalfOpen, _breaker.State);
        _breaker.Well();
        Assert.Equal([BreakerState.Open, BreakerState.HalfOpen, BreakerState.Closed], _changes);
    }

    [Fact]
    public void One_trouble_while_it_is_tried_opens_it_again()
    {
        Open();
        _time.Advance(TimeSpan.FromSeconds(5));
        _breaker.Tick();
        _breaker.Well();
        _breaker.Trouble();
        Assert.Equal([BreakerState.Open, BreakerState.HalfOpen, BreakerState.Open], _changes);
    }

    [Fact]
    public void Texts_that_were_to_try_it_and_never_left_are_replaced()
    {
        Open();
        _time.Advance(TimeSpan.FromSeconds(5));
        _breaker.Tick();
        for (var i = 0; i < 3; i++)
            _breaker.TakeProbe();
        _time.Advance(TimeSpan.FromSeconds(5));
        _breaker.Tick();
        Assert.True(_breaker.HasProbe(reluctant: false));
        // Nothing else has tried it for a pause: a code may.
        Assert.True(_breaker.HasProbe(reluctant: true));
        Assert.Equal([BreakerState.Open, BreakerState.HalfOpen], _changes);
    }

    [Fact]
    public void With_its_last_session_it_opens_at_once_and_with_a_new_one_it_is_tried()
    {
        _breaker.SessionBegan();
        _breaker.SessionEnded();
        Assert.Empty(_changes);
        _breaker.SessionEnded();
        Assert.Equal(BreakerState.Open, _breaker.State);
        _time.Advance(TimeSpan.FromMinutes(1));
        _breaker.Tick();
        Assert.Equal(BreakerState.Open, _breaker.State);
        _breaker.SessionBegan();
        Assert.Equal([BreakerState.Open, BreakerState.HalfOpen], _changes);
    }

    [Fact]
    public void At_the_start_it_counts_as_well_for_three_seconds_without_a_session()
    {
        var breaker = new Breaker(new(), _time);
        breaker.Tick();
        Assert.Equal(BreakerState.Closed, breaker.State);
        _time.Advance(TimeSpan.FromSeconds(3));
        breaker.Tick();
        Assert.Equal(BreakerState.Open, breaker.State);
    }

    void Open()
    {
        for (var i = 0; i < 4; i++)
            _breaker.Trouble();
        Assert.Equal(BreakerState.Open, _breaker.State);
    }
}
