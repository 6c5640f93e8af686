using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_a_carrier_is_slow
{
    readonly FakeTimeProvider _time = new();
    readonly RoutingOptions _options = new();
    readonly Router _router;

    public When_a_carrier_is_slow()
    {
        (_options.Health.Receipts, _options.Health.Trial) = (20, 0);
        _router = Routers.Of(["main", "north"], [new(), new()], _options, _time)!;
        foreach (var stand in _router.Stands)
            stand.Breaker.SessionBegan();
    }

    [Theory]
    [InlineData(120, 10, 1)]
    [InlineData(120, 40, 0)] // not so much slower
    [InlineData(20, 1, 0)] // nobody waits for long
    public void The_quicker_one_goes_first(int main, int north, int chosen)
    {
        Delivered(0, main, 20);
        Delivered(1, north, 20);
        Assert.Equal(chosen, Choose());
    }

    [Fact]
    public void Nobody_is_slow_beside_one_of_whom_too_little_is_known()
    {
        Delivered(0, 120, 20);
        Delivered(1, 2, 19);
        Assert.Equal(0, Choose());
    }

    [Fact]
    public void Phones_that_were_off_for_hours_make_nobody_slow()
    {
        Delivered(0, 2, 20);
        Delivered(0, 7_200, 19);
        Delivered(1, 2, 20);
        Assert.Equal(0, Choose());
    }

    [Fact]
    public void A_slow_one_goes_before_one_that_ails()
    {
        Delivered(0, 120, 20);
        Delivered(1, 2, 20);
        for (var i = 0; i < 30; i++)
            _router.Stands[1].Health.Failed(Country);
        Assert.Equal(0, Choose());
    }

    [Fact]
    public void When_the_window_has_passed_the_order_is_the_routes_again()
    {
        Delivered(0, 120, 20);
        Delivered(1, 2, 20);
        Assert.Equal(1, Choose());
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, Choose());
    }

    [Fact]
    public void One_text_in_some_tries_it_and_no_code_does()
    {
        _options.Health.Trial = 10;
        Delivered(0, 120, 20);
        Delivered(1, 2, 20);
        Assert.All(Enumerable.Range(0, 30), _ => Assert.Equal(1, Choose(MessageClass.OneTimeCode)));
        Assert.Equal(3, Enumerable.Range(0, 30).Count(_ => Choose() == 0));
    }

    [Fact]
    public void Those_that_tried_it_and_were_quick_bring_it_back()
    {
        Delivered(0, 120, 20);
        Delivered(1, 2, 20);
        Assert.Equal(1, Choose());
        _time.Advance(TimeSpan.FromMinutes(5));
        // While it is measured, ten are enough.
        Delivered(0, 2, 10);
        Delivered(1, 2, 20);
        Assert.Equal(1, Choose());
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, Choose());
        Assert.Equal(3.0, _router.Stands[0].Health.MedianIn(Country));
    }

    byte Country => _router.CountryOf(Text(MessageClass.Transaction));

    void Delivered(int carrier, int seconds, int texts)
    {
        for (var i = 0; i < texts; i++)
            _router.Stands[carrier].Health.Delivered(Country, TimeSpan.FromSeconds(seconds));
    }

    int Choose(MessageClass of = MessageClass.Transaction)
    {
        foreach (var stand in _router.Stands)
            stand.Health.Tick();
        return _router.Choose(new Outgoing().Fill(new(1), 1, Text(of)));
    }

    Message Text(MessageClass of) => new()
    {
        Alert = "test", Class = of, Template = "test/en/1", To = new("447700900123"), From = new("BANK"), Text = "hello", ValidUntil = _time.GetUtcNow().AddHours(1), Reasons = [],
    };
}
