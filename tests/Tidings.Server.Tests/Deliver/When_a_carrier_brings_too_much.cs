using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Messages;
using Tidings.Server.Deliver.Binds;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_a_carrier_brings_too_much
{
    const byte Receipt = 0x04, Text = 0;

    [Fact]
    public async Task What_is_too_much_is_brought_again_and_nothing_is_lost()
    {
        // Some at once; the rest is told to come again, which the carrier does after a moment.
        await using var carrier = await Carrier.Open(new() { ReceiptDelay = TimeSpan.FromMilliseconds(1) }, static o => (o.Window, o.InboundPerSecond) = (40, 30));
        using var throttled = new Metered(carrier.Metrics.InboundThrottled);
        var ids = await carrier.Accept([.. Enumerable.Range(0, 40).Select(n => ($"c{n}", carrier.Text($"{n:00}")))]);
        foreach (var id in ids)
            await Carrier.Until(async () => await carrier.State(id) == MessageState.Delivered);
        Assert.InRange(throttled[""], 1, long.MaxValue);
        Assert.Equal(0, carrier.Smsc.Stats.ReceiptsRefused);
        // Each is recorded once, however often it came.
        foreach (var id in ids)
            Assert.Single((await carrier.Facts(id)).Receipts);
    }

    [Fact]
    public async Task An_honest_carrier_is_not_told_to_wait()
    {
        await using var carrier = await Carrier.Open(new() { ReceiptDelay = TimeSpan.FromMilliseconds(1) }, static o => o.Window = 100);
        using var throttled = new Metered(carrier.Metrics.InboundThrottled);
        var ids = await carrier.Accept([.. Enumerable.Range(0, 300).Select(n => ($"c{n}", carrier.Text($"{n:000}")))]);
        foreach (var id in ids)
            await Carrier.Until(async () => await carrier.State(id) == MessageState.Delivered);
        Assert.Equal(0, throttled[""]);
    }

    [Fact]
    public void So_many_come_in_a_second_and_the_next_does_not()
    {
        var time = new FakeTimeProvider();
        using var rate = new InboundRate(time, 3);
        for (var second = 0; second < 3; second++, time.Advance(TimeSpan.FromSeconds(1)))
        {
            Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => rate.Takes(Receipt)));
        }
    }

    [Fact]
    public void Receipts_keep_no_customers_text_out_nor_texts_a_receipt()
    {
        using var rate = new InboundRate(new FakeTimeProvider(), 1);
        Assert.Equal([true, false, true, false, false], new[] { Receipt, Receipt, Text, Text, Receipt }.Select(rate.Takes));
    }

    [Fact]
    public void Nought_is_no_limit()
    {
        using var rate = new InboundRate(new FakeTimeProvider(), 0);
        Assert.All(Enumerable.Range(0, 100_000), _ => Assert.True(rate.Takes(Receipt)));
    }
}
