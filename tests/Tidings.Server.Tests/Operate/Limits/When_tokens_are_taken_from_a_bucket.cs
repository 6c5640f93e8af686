using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Operate.Limits;

namespace Tidings.Server.Tests.Operate.Limits;

public sealed class When_tokens_are_taken_from_a_bucket
{
    [Fact]
    public void No_more_pass_than_it_holds_and_fills_and_none_is_refused_that_has_one() => Gen.Select(
        Gen.Int[1, 50], Gen.Int[1, 60], Gen.Int[0, 400].Array[1, 200]).Sample(static (capacity, seconds, pauses) =>
    {
        var time = new FakeTimeProvider();
        using var bucket = new Bucket(time, capacity, TimeSpan.FromSeconds(seconds));
        double tokens = capacity;
        foreach (var pause in pauses)
        {
            time.Advance(TimeSpan.FromMilliseconds(pause));
            tokens = Math.Min(capacity, tokens + pause / 1000.0 * capacity / seconds);
            using var lease = bucket.AttemptAcquire();
            // A hair's breadth of rounding is nobody's loss.
            if (Math.Abs(tokens - 1) > 1e-3)
                Assert.Equal(tokens > 1, lease.IsAcquired);
            if (lease.IsAcquired)
                tokens--;
        }
    });

    [Fact]
    public async Task Many_at_once_share_it()
    {
        using var bucket = new Bucket(new FakeTimeProvider(), 1000, TimeSpan.FromSeconds(1));
        var passed = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
                if (bucket.AttemptAcquire().IsAcquired)
                    Interlocked.Increment(ref passed);
        })));
        Assert.Equal(1000, passed);
    }

    [Fact]
    public void A_full_one_is_idle_and_may_be_forgotten()
    {
        var time = new FakeTimeProvider();
        using var bucket = new Bucket(time, 2, TimeSpan.FromSeconds(2));
        bucket.AttemptAcquire();
        Assert.Null(bucket.IdleDuration);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), bucket.IdleDuration);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void An_IPv6_network_counts_as_one_address(string one, string other, bool same) =>
        Assert.Equal(same, AddressKey.Of(IPAddress.Parse(one)) == AddressKey.Of(IPAddress.Parse(other)));
}
