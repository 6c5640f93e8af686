using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Deliver.Routing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

/// <summary>A text that a carrier took and did not report, between the moment in which that is seen and the one in which it stands in line for another.</summary>
public sealed class When_one_is_erased_whose_text_goes_elsewhere
{
    const string Ada = "ada";
    static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    readonly FakeTimeProvider _time = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    readonly ReceiptWatch _watch;
    readonly CarrierQueue _queue;

    public When_one_is_erased_whose_text_goes_elsewhere()
    {
        _watch = new(10, carriers: 2, _time);
        _queue = new("main", 20, _time, carriers: 2, watch: _watch);
    }

    static readonly Message Text = new()
    {
        Alert = "test", Class = MessageClass.OneTimeCode, Template = "test/en/1", To = new("15550001234"), From = new("BANK"), Text = "hello", ValidUntil = DateTimeOffset.MaxValue, Reasons = [],
    };

    /// <summary>It is due, and that is being written now.</summary>
    WatchedText Due(long id = 1)
    {
        _queue.Watch(0, new(new(id), CarrierQueue.ChainOf(Ada, Text.Class), Text, default(CarrierMask).With(0), 1), Within);
        _time.Advance(Within);
        var due = new List<WatchedText>();
        _watch.TakeDue(0, due);
        return Assert.Single(due);
    }

    [Fact]
    public void It_goes_where_nothing_happened_and_once()
    {
        var text = Due();
        _queue.GoesAlsoElsewhere(text);
        Assert.Equal(1, _queue.Count);
        _queue.Withdraw(Ada);
        _queue.GoesAlsoElsewhere(text);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void It_does_not_when_he_was_erased_meanwhile()
    {
        var text = Due();
        _queue.Withdraw(Ada);
        _queue.GoesAlsoElsewhere(text);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void It_does_when_somebody_else_was()
    {
        var text = Due();
        _queue.Withdraw("ben");
        _queue.GoesAlsoElsewhere(text);
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void It_does_not_when_its_receipt_came_meanwhile()
    {
        var text = Due();
        _watch.Reported(text.Id);
        _queue.GoesAlsoElsewhere(text);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void One_that_a_bind_had_when_he_was_erased_is_not_watched()
    {
        // A queue begins behind the store, and a pass brings what is there.
        Assert.NotNull(_queue.BeginPass());
        _queue.Restore(new(5), Ada, Text, default);
        _queue.EndPass(null);
        var taken = new Outgoing[1];
        Assert.Equal(1, _queue.Take(taken));
        _queue.Withdraw(Ada);
        _queue.Watch(0, new(new(5), taken[0].Chain, Text, default(CarrierMask).With(0), 1), Within);
        _time.Advance(Within);
        var due = new List<WatchedText>();
        _watch.TakeDue(0, due);
        Assert.Empty(due);
    }
}
