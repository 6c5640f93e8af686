using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_receipts_are_awaited
{
    const int Capacity = 3;
    static readonly TimeSpan Within = TimeSpan.FromSeconds(20);
    readonly FakeTimeProvider _time = new();
    readonly ReceiptWatch _watch;

    public When_receipts_are_awaited() => _watch = new(Capacity, carriers: 2, _time);

    [Fact]
    public void A_text_is_due_when_its_time_is_over_once_and_for_its_own_carrier()
    {
        Add(1);
        _time.Advance(Within - TimeSpan.FromTicks(1));
        Assert.Empty(Due(0));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Empty(Due(1));
        Assert.Equal([1], Due(0));
        Assert.Empty(Due(0));
    }

    [Fact]
    public void One_that_was_reported_is_not()
    {
        Add(1);
        Add(2);
        _watch.Reported(new(1));
        _time.Advance(Within);
        Assert.Equal([2], Due(0));
    }

    [Fact]
    public void A_newer_text_of_the_same_customer_and_class_ends_the_waiting_also_where_another_carrier_took_it()
    {
        Add(1, chain: 7);
        Add(2, chain: 7, carrier: 1);
        _time.Advance(Within);
        Assert.Empty(Due(0));
        Assert.Equal([2], Due(1));
    }

    [Fact]
    public void One_of_a_customer_who_was_erased_is_not()
    {
        Add(1, chain: 7);
        Add(2, chain: 8);
        _watch.Forget(7);
        _time.Advance(Within);
        Assert.Equal([2], Due(0));
    }

    [Fact]
    public void No_more_are_watched_than_there_is_room_for()
    {
        for (var id = 1; id <= Capacity + 2; id++)
            Add(id);
        _time.Advance(Within);
        Assert.Equal([1, 2, 3], Due(0));
        Add(9);
        _time.Advance(Within);
        Assert.Equal([9], Due(0));
    }

    void Add(long id, ulong? chain = null, int carrier = 0) => _watch.Add(carrier, new(new(id), chain ?? (ulong)id, Text, default(CarrierMask).With(carrier), 1), Within);

    static readonly Message Text = new()
    {
        Alert = "test", Class = MessageClass.OneTimeCode, Template = "test/en/1", To = new("15550001234"), From = new("BANK"), Text = "hello", ValidUntil = DateTimeOffset.MaxValue, Reasons = [],
    };

    IEnumerable<long> Due(int carrier)
    {
        var due = new List<WatchedText>();
        _watch.TakeDue(carrier, due);
        return due.Select(static text => text.Id.Value).Order();
    }
}
