using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Tests.Deliver;

public class When_memory_is_full
{
    const int Capacity = 10;
    readonly CarrierQueue _queue = new("main", Capacity, new FakeTimeProvider());

    public When_memory_is_full()
    {
        _queue.StartAt(new(1));
        Assert.Equal(new MessageId(1), _queue.BeginPass());
        _queue.EndPass(null);
    }

    [Fact]
    public void The_last_that_fits_enters_and_the_next_is_left_to_the_store()
    {
        Offer(1, Capacity + 1);
        Assert.Equal(Capacity, _queue.Count);
        Assert.Equal(new MessageId(1), _queue.Low(new(100)));
        Release(Capacity);
        Assert.Equal(new MessageId(Capacity + 1), _queue.Low(new(100)));
    }

    [Fact]
    public void Another_class_has_its_own_room()
    {
        Offer(1, Capacity + 5, MessageClass.Promotional);
        Offer(100, 1, MessageClass.OneTimeCode);
        Assert.Equal(new MessageId(100), Take(1)[0].Id);
    }

    [Fact]
    public void Room_alone_lets_no_newer_one_pass_an_older()
    {
        Offer(1, Capacity + 1);
        Release(Capacity);
        Offer(50, 1);
        Assert.Equal(0, _queue.Count);
        Assert.Equal(new MessageId(Capacity + 1), _queue.BeginPass());
        // Offered while the store is read: it enters after what was stored before it.
        Offer(60, 1);
        _queue.Restore(new(Capacity + 1), "c", Text(), default);
        _queue.Restore(new(50), "c", Text(), default);
        _queue.EndPass(null);
        Assert.Equal([Capacity + 1, 50, 60], Drain());
        Offer(70, 1);
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void What_was_settled_while_the_store_was_read_does_not_come_back()
    {
        Offer(1, 3);
        _queue.BeginLook();
        Release(1);
        _queue.Restore(new(1), "c", Text(), default);
        Assert.Equal(2, _queue.Count);
        _queue.EndLook();
    }

    [Fact]
    public void What_a_pass_brought_in_and_was_settled_does_not_come_back_by_its_offer()
    {
        Offer(1, Capacity + 1);
        Release(Capacity);
        Assert.NotNull(_queue.BeginPass());
        _queue.Restore(new(Capacity + 1), "c", Text(), default);
        _queue.Restore(new(50), "c", Text(), default);
        Release(2);
        _queue.EndPass(null);
        _queue.BeginLook();
        _queue.EndLook();
        _queue.Offer(new(50), "c", Text());
        Assert.Equal(0, _queue.Count);
        _queue.Offer(new(51), "c", Text());
        Assert.Equal(1, _queue.Count);
    }

    /// <summary>Under full load each text comes from the store: to remember them all took megabytes.</summary>
    [Fact]
    public void What_its_partition_has_offered_before_is_not_remembered_and_what_it_may_still_offer_is()
    {
        var uncommitted = new UncommittedIds();
        var queue = new CarrierQueue("main", Capacity, new FakeTimeProvider(), uncommitted: uncommitted);
        queue.StartAt(new(1));
        Assert.NotNull(queue.BeginPass());
        uncommitted.Set(0, new(51));
        foreach (var id in (long[])[50, 51, 52])
            queue.Restore(new(id), $"c{id}", Text(), default);
        queue.EndPass(null);
        Assert.Equal(3, queue.Count);
        var taken = new Outgoing[3];
        Assert.Equal(3, queue.Take(taken));
        queue.Release(taken);
        uncommitted.Set(0, default);
        foreach (var id in (long[])[50, 51, 52])
            queue.Offer(new(id), $"c{id}", Text());
        // Nobody offers the first again: that it comes in shows that it was not remembered.
        Assert.Equal(new MessageId(50), queue.Low(new(100)));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void Deferred_ones_that_found_no_room_are_not_passed_by_newer_ones()
    {
        Assert.Null(_queue.BeginDeferred(DateTimeOffset.UnixEpoch.AddYears(40)));
        for (var id = 1; id <= Capacity + 2; id++)
            _queue.RestoreDeferred(Deferred(id), "c", Text(), default);
        _queue.EndDeferred(complete: true);
        Assert.Equal(Capacity, _queue.Count);
        Release(Capacity);
        Offer(50, 1);
        Assert.Equal(0, _queue.Count);
        Assert.Null(_queue.BeginPass());
        Assert.Equal(Deferred(Capacity + 1), _queue.BeginDeferred(DateTimeOffset.UnixEpoch.AddYears(40)));
        for (var id = Capacity + 1; id <= Capacity + 2; id++)
            _queue.RestoreDeferred(Deferred(id), "c", Text(), default);
        _queue.EndDeferred(complete: true);
        Assert.NotNull(_queue.BeginPass());
        _queue.Restore(new(50), "c", Text(), default);
        _queue.EndPass(null);
        Assert.Equal([Capacity + 1, Capacity + 2, 50], Drain());
    }

    static Core.Ports.Rows.DeferredRow Deferred(long id) => new(new(id), "main", DateTimeOffset.UnixEpoch.AddSeconds(id));

    [Fact]
    public void A_pass_that_fills_a_class_goes_on_where_it_stopped()
    {
        Offer(1, Capacity + 30);
        Release(Capacity);
        var from = _queue.BeginPass()!.Value;
        for (var id = from.Value; id <= Capacity + 30; id++)
            _queue.Restore(new(id), "c", Text(), default);
        Assert.False(_queue.WantsAny);
        _queue.EndPass(null);
        Assert.Equal(Capacity, _queue.Count);
        Release(Capacity);
        Assert.Equal(new MessageId(from.Value + Capacity), _queue.BeginPass());
    }

    [Fact]
    public void One_of_a_customer_and_class_is_out_at_a_time_also_while_it_pauses()
    {
        Offer(1, 3);
        var first = Assert.Single(Take(10));
        _queue.Pause(first, TimeSpan.FromSeconds(1));
        Assert.Empty(Take(10));
        Offer(20, 1, MessageClass.Fraud);
        Assert.Equal(new MessageId(20), Assert.Single(Take(10)).Id);
    }

    void Offer(long first, int count, MessageClass of = MessageClass.Transaction)
    {
        for (var i = 0; i < count; i++)
            _queue.Offer(new(first + i), "c", Text(of));
    }

    void Release(int count)
    {
        for (var i = 0; i < count; i++)
            _queue.Release(Take(1));
    }

    long[] Drain()
    {
        var ids = new List<long>();
        while (Take(1) is [var next])
        {
            ids.Add(next.Id.Value);
            _queue.Release([next]);
        }
        return [.. ids];
    }

    Outgoing[] Take(int count)
    {
        var taken = new Outgoing[count];
        return taken[.._queue.Take(taken)];
    }

    static Message Text(MessageClass of = MessageClass.Transaction) => new()
    {
        Alert = "test", Class = of, Template = "test/en/1", To = new("15550001234"), From = new("BANK"), Text = "hello", ValidUntil = DateTimeOffset.MaxValue, Reasons = [],
    };
}
