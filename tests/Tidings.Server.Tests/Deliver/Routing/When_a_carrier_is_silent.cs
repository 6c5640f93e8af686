using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_a_carrier_is_silent
{
    const byte Here = 1, There = 2;
    static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    readonly FakeTimeProvider _time = new();
    readonly Health _health;

    public When_a_carrier_is_silent() => _health = new(new() { Receipts = 20, Reported = 0.5, ReceiptWithin = Within }, _time);

    [Fact]
    public void It_ails_once_its_texts_are_old_enough_and_not_before()
    {
        Take(20);
        _time.Advance(Within);
        Assert.Equal(Ailment.None, AilsOf(Here));
        // What was taken in the same minute, a tenth of the window, is judged together.
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Ailment.Silent, AilsOf(Here));
        Assert.Equal(Ailment.None, AilsOf(There));
    }

    [Fact]
    public void Few_texts_say_nothing()
    {
        Take(19);
        Ripen();
        Assert.Equal(Ailment.None, AilsOf(Here));
    }

    [Theory]
    // At most 5 of 20: that half would be reported is not to be believed any more.
    [InlineData(5, Ailment.Silent)]
    [InlineData(6, Ailment.None)]
    public void Phones_that_are_off_are_no_silence(int reported, object ailment)
    {
        Take(20);
        _time.Advance(TimeSpan.FromMinutes(2));
        Report(reported, TimeSpan.FromMinutes(2));
        Ripen();
        Assert.Equal((Ailment)ailment, AilsOf(Here));
    }

    [Fact]
    public void A_receipt_that_comes_too_late_counts_for_nothing()
    {
        Take(20);
        _time.Advance(Within + TimeSpan.FromSeconds(1));
        Report(20, Within + TimeSpan.FromSeconds(1));
        Ripen();
        Assert.Equal(Ailment.Silent, AilsOf(Here));
    }

    [Fact]
    public void A_receipt_counts_for_the_text_that_it_is_about_and_not_for_those_of_its_own_minute()
    {
        Take(20);
        _time.Advance(TimeSpan.FromMinutes(4));
        Take(20);
        Report(20, TimeSpan.FromMinutes(4));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((20, 20), Ripe());
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((40, 20), Ripe());
    }

    [Fact]
    public void What_memory_forgot_without_a_receipt_is_not_held_against_it()
    {
        Take(20);
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 20; i++)
            _health.Forgotten(Here, TimeSpan.FromMinutes(1));
        Ripen();
        Assert.Equal((0, 0), Ripe());
        Assert.Equal(Ailment.None, AilsOf(Here));
    }

    [Fact]
    public void While_it_ails_ten_that_were_tried_are_enough_to_say_so_and_fewer_leave_it_trusted_again()
    {
        Take(20);
        Ripen();
        Assert.Equal(Ailment.Silent, AilsOf(Here));
        _time.Advance(TimeSpan.FromMinutes(4));
        Take(10);
        Ripen();
        _time.Advance(TimeSpan.FromMinutes(5));
        // The first are out of the window; the ten are not.
        Assert.Equal((10, 0), Ripe());
        Assert.Equal(Ailment.Silent, AilsOf(Here));
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Ailment.None, AilsOf(Here));
    }

    [Fact]
    public void It_is_well_again_when_those_that_were_tried_are_reported()
    {
        Take(20);
        Ripen();
        Assert.Equal(Ailment.Silent, AilsOf(Here));
        _time.Advance(TimeSpan.FromMinutes(4));
        Take(10);
        Report(10, TimeSpan.FromSeconds(2));
        Ripen();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((10, 10), Ripe());
        Assert.Equal(Ailment.None, AilsOf(Here));
    }

    [Fact]
    public void One_that_is_not_asked_for_receipts_is_not_judged()
    {
        var asked = new Health(new() { Receipts = 20, ReceiptWithin = Within }, _time, reports: false);
        for (var i = 0; i < 100; i++)
        {
            asked.Taken(Here);
            asked.Failed(Here);
        }
        Ripen();
        asked.Tick();
        Assert.False(asked.IsAiling(Here));
    }

    [Fact]
    public void Nobody_is_judged_for_silence_where_that_is_off()
    {
        var off = new Health(new() { Receipts = 20, ReceiptWithin = Within, Reported = 0 }, _time);
        for (var i = 0; i < 100; i++)
            off.Taken(Here);
        Ripen();
        off.Tick();
        Assert.False(off.IsAiling(Here));
    }

    void Take(int texts)
    {
        for (var i = 0; i < texts; i++)
            _health.Taken(Here);
    }

    void Report(int receipts, TimeSpan took)
    {
        for (var i = 0; i < receipts; i++)
            _health.Reported(Here, took);
    }

    void Ripen() => _time.Advance(Within + TimeSpan.FromMinutes(1));

    (int Taken, int InTime) Ripe() => _health.All() is [var (_, sum)] ? (sum.Taken, sum.InTime) : (0, 0);

    Ailment AilsOf(byte country)
    {
        _health.Tick();
        return _health.AilmentIn(country);
    }
}
