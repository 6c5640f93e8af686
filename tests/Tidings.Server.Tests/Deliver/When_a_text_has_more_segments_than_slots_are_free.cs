using Tidings.Core.Messages;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_a_text_has_more_segments_than_slots_are_free
{
    /// <summary>A bind has room for one of the texts and a segment more. The carrier is silent, so that each waits until its answer is overdue.</summary>
    [Theory]
    [InlineData(1), InlineData(2)]
    public async Task The_binds_rest_until_there_is_room(int binds)
    {
        await using var carrier = await Carrier.Open(
            new() { NoResponseEvery = 1, Receipts = ReceiptMode.None },
            options => (options.Binds, options.Window, options.MaxSegments, options.ResponseTimeout) = (binds, 3, 2, TimeSpan.FromSeconds(2)));
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Pumps.Values.Count(static pump => pump.IsBound) == binds));
        var ids = await carrier.Accept(
            [.. Enumerable.Range(0, binds + 1).Select(i => ($"c{i}", carrier.Text(new string((char)('a' + i), 200), MessageClass.OneTimeCode)))]);
        // All that have room are on their way, by whichever bind has it.
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 2 * binds && carrier.Delivery.Queue.HasReady()));
        await carrier.Settled(ids);
        Assert.Equal(2 * (binds + 1), carrier.Arrived.Length);
        Assert.All(carrier.Delivery.Pumps.Values, static pump => Assert.InRange(pump.Turns, 1, 500));
    }
}
