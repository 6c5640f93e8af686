using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Server.Tests.Deliver.Pauses;

public sealed class When_a_class_is_paused
{
    const int Transactions = 1 << (int)MessageClass.Transaction;

    [Fact]
    public async Task Its_texts_stay_and_all_others_leave_until_it_goes_on_in_its_order()
    {
        await using var carrier = await Carrier.Open();
        carrier.Delivery.Queue.SetPaused(Transactions);
        var held = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")), ("ben", carrier.Text("third")));
        var others = await carrier.Accept(("ada", carrier.Text("code", MessageClass.OneTimeCode)), ("ada", carrier.Text("balance", MessageClass.Balance)));
        await carrier.Settled(others);
        Assert.Equal(["balance", "code"], carrier.Arrived.Order(StringComparer.Ordinal));
        Assert.False(carrier.Delivery.Queue.HasReady());
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(held);
        Assert.Equal(["first", "third", "second"], carrier.Arrived[2..]);
    }

    [Fact]
    public async Task A_text_whose_validity_ends_is_recorded_as_expired_with_the_reason_and_never_leaves()
    {
        await using var carrier = await Carrier.Open();
        carrier.Delivery.Queue.SetPaused(Transactions);
        var held = await carrier.Accept(("ada", carrier.Text("short", valid: TimeSpan.FromSeconds(1.5))), ("ada", carrier.Text("long")));
        await carrier.Settled(held[0]);
        var facts = await carrier.Facts(held[0]);
        Assert.Equal(SubmissionResult.ExpiredPaused, Assert.Single(facts.Submissions).Result);
        Assert.Equal(MessageState.Expired, await carrier.State(held[0]));
        Assert.Equal("expired-paused", TimelineEntry.Of(facts.Submissions[0]).Code);
        Assert.Empty(carrier.Arrived);
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(held[1]);
        Assert.Equal(["long"], carrier.Arrived);
    }

    [Fact]
    public async Task What_is_held_keeps_its_place_through_a_restart()
    {
        await using var carrier = await Carrier.Open();
        carrier.Delivery.Queue.SetPaused(Transactions);
        var held = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")), ("ben", carrier.Text("third")), ("ada", carrier.Text("fourth")));
        await carrier.Restart(start: false);
        carrier.Delivery.Queue.SetPaused(Transactions);
        carrier.Start();
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("code", MessageClass.OneTimeCode))));
        Assert.Equal(["code"], carrier.Arrived);
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(held);
        Assert.Equal(["code", "first", "second", "fourth"], carrier.Arrived.Where(static text => text != "third"));
        Assert.True(Array.IndexOf(carrier.Arrived, "third") < Array.IndexOf(carrier.Arrived, "fourth"), string.Join(' ', carrier.Arrived));
    }

    [Fact]
    public async Task What_memory_has_no_room_for_waits_in_the_store_and_comes_back()
    {
        await using var carrier = await Carrier.Open(set: static options => options.Queue = 20);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var held = await carrier.Accept([.. Enumerable.Range(0, 100).Select(i => ($"c{i}", carrier.Text($"t{i}")))]);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("code", MessageClass.OneTimeCode))));
        Assert.True(carrier.Delivery.Queue.Count <= 21);
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(held);
        Assert.Equal(101, carrier.Arrived.Length);
    }
}
