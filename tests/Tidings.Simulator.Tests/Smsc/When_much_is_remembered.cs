using CsCheck;
using Tidings.Simulator.Messages;
using Tidings.Simulator.Smsc;

namespace Tidings.Simulator.Tests.Smsc;

public class When_much_is_remembered
{
    [Fact]
    public void Every_identity_is_new_once() =>
        Gen.ULong.Array[0, 2_000].Sample(identities =>
        {
            var recent = new RecentIdentities(1 << 20);
            var expected = new HashSet<ulong>();
            foreach (var identity in identities.Concat(identities))
                Assert.Equal(expected.Add(identity == 0 ? 1 : identity), recent.Add(identity));
        });

    [Fact]
    public void The_last_half_of_the_capacity_is_always_known_and_what_is_older_than_all_of_it_is_not()
    {
        var recent = new RecentIdentities(1_000);
        for (ulong identity = 1; identity <= 5_000; identity++)
            Assert.True(recent.Add(identity));
        for (ulong identity = 4_600; identity <= 5_000; identity++)
            Assert.False(recent.Add(identity));
        Assert.True(recent.Add(3_900));
    }

    [Fact]
    public void The_trace_of_PDUs_is_bounded_in_number_and_in_bytes()
    {
        var trace = new PduTrace(3);
        for (ulong message = 1; message <= 4; message++)
            trace.Record(PduDirection.FromServer, 1, [1], message, default);
        Assert.Equal([2UL, 3, 4], trace.Of([1, 2, 3, 4]).Select(pdu => pdu.Message));

        var large = new PduTrace(1_000_000);
        var megabyte = new byte[1024 * 1024];
        for (ulong message = 1; message <= 17; message++)
            large.Record(PduDirection.FromServer, 1, megabyte, message, default);
        Assert.Equal(16, large.Of([.. Enumerable.Range(1, 17).Select(i => (ulong)i)]).Count);
    }

    [Fact]
    public void What_is_due_on_the_wheel_comes_at_its_tick_and_in_the_order_of_adding_however_far_away() =>
        Gen.Int[0, 20_000].Array[1, 50].Sample(ticks =>
        {
            var wheel = new TimingWheel();
            var fired = new List<(long Due, int Number)>();
            for (var i = 0; i < ticks.Length; i++)
                wheel.Add(new Entry(ticks[i], i, fired), ticks[i]);
            for (long now = 0; now <= 20_000; now += 7)
            {
                wheel.Advance(now, null!);
                Assert.All(fired, one => Assert.True(one.Due <= now));
                Assert.Equal(ticks.Count(tick => Math.Max(1, tick) <= now), fired.Count);
            }
            Assert.Equal(fired.OrderBy(one => Math.Max(1, one.Due)).ThenBy(one => one.Number).ToList(), fired);
        }, iter: 20);

    sealed class Entry(long due, int number, List<(long, int)> fired) : Timed
    {
        public override void Fire(Exchange exchange) => fired.Add((due, number));
    }
}
