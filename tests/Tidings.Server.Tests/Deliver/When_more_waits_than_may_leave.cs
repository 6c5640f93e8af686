using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Tests.Deliver;

public class When_more_waits_than_may_leave
{
    readonly CarrierQueue _queue = new("main", 10_000, new FakeTimeProvider());
    long _next = 1;

    public When_more_waits_than_may_leave()
    {
        _queue.BeginPass();
        _queue.EndPass(null);
    }

    [Theory]
    // Few at a time, as a slow carrier takes them, or many.
    [InlineData(1, 2_000), InlineData(7, 2_100), InlineData(50, 2_000)]
    public void One_place_in_twenty_belongs_to_the_classes_behind_and_each_of_them_has_its_turn(int places, int all)
    {
        foreach (var of in Enum.GetValues<MessageClass>())
            Offer(of, 3_000);
        var taken = new List<MessageClass>();
        while (taken.Count < all)
            taken.AddRange(Take(places));
        var lower = taken.Where(static of => of != MessageClass.OneTimeCode).CountBy(static of => of).ToDictionary();
        Assert.Equal(all / 20, lower.Values.Sum());
        Assert.Equal(Enum.GetValues<MessageClass>()[1..], lower.Keys.Order());
        // The more urgent have more turns.
        Assert.True(lower[MessageClass.Fraud] > lower[MessageClass.Transaction] && lower[MessageClass.Transaction] > lower[MessageClass.AdHoc]);
    }

    // An answer has a place of its own: who wrote waits for it.
    static readonly MessageClass[] ByUrgency =
    [
        MessageClass.OneTimeCode, MessageClass.Fraud, MessageClass.Security, MessageClass.Reply, MessageClass.Transaction, MessageClass.Balance, MessageClass.Awareness, MessageClass.Promotional,
        MessageClass.AdHoc,
    ];

    [Fact]
    public void Where_all_may_leave_the_most_urgent_goes_first()
    {
        for (var round = 0; round < 50; round++)
        {
            foreach (var of in Enum.GetValues<MessageClass>().Reverse())
                Offer(of, 1);
            Assert.Equal(ByUrgency, Take(10));
        }
    }

    [Fact]
    public void With_nothing_behind_it_the_most_urgent_class_has_every_place()
    {
        Offer(MessageClass.OneTimeCode, 1_000);
        Assert.Equal(500, Take(500).Count(static of => of == MessageClass.OneTimeCode));
        Assert.Equal(500, Take(500).Length);
    }

    void Offer(MessageClass of, int count)
    {
        for (var i = 0; i < count; i++, _next++)
            _queue.Offer(new(_next), $"c{_next}", new()
            {
                Alert = "test", Class = of, Template = "test/en/1", To = new("15550001234"), From = new("BANK"), Text = "hello", ValidUntil = DateTimeOffset.MaxValue, Reasons = [],
            });
    }

    MessageClass[] Take(int places)
    {
        var into = new Outgoing[places];
        var taken = into[.._queue.Take(into)];
        MessageClass[] classes = [.. taken.Select(static one => one.Message.Class)];
        _queue.Release(taken);
        return classes;
    }
}
