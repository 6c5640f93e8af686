using System.Collections.Concurrent;
using Tidings.Core.Threads;

namespace Tidings.Core.Tests.Threads;

public sealed class When_much_comes_to_the_pool_at_once
{
    sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }

    [Fact]
    public async Task Each_item_runs_once_wherever_it_comes_from()
    {
        const int Sources = 8, Each = 20_000;
        var (lane, ran, left) = (new PoolLane(3), new int[Sources * Each], Sources * Each);
        var all = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, Sources).Select(source => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var at = (source * Each) + i;
                lane.Add(new Item(() =>
                {
                    Interlocked.Increment(ref ran[at]);
                    if (Interlocked.Decrement(ref left) == 0)
                        all.SetResult();
                }));
            }
        })));
        await all.Task;
        Assert.All(ran, static times => Assert.Equal(1, times));
    }

    [Fact]
    public void What_comes_just_when_the_last_one_ends_runs_too()
    {
        var (lane, ran) = (new PoolLane(1), 0);
        var item = new Item(() => Interlocked.Increment(ref ran));
        for (var i = 1; i <= 50_000; i++)
        {
            lane.Add(item);
            var spin = new SpinWait();
            while (Volatile.Read(ref ran) < i)
            {
                Assert.InRange(spin.Count, 0, 10_000_000);
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_more_run_at_a_time_than_may(int most)
    {
        const int Items = 2_000;
        var (lane, now, highest, left) = (new PoolLane(most), 0, new ConcurrentBag<int>(), Items);
        var all = new TaskCompletionSource();
        for (var i = 0; i < Items; i++)
            lane.Add(new Item(() =>
            {
                highest.Add(Interlocked.Increment(ref now));
                Thread.SpinWait(200);
                Interlocked.Decrement(ref now);
                if (Interlocked.Decrement(ref left) == 0)
                    all.SetResult();
            }));
        await all.Task;
        Assert.InRange(highest.Max(), 1, most);
    }

    [Fact]
    public async Task What_comes_later_is_not_behind_all_of_it()
    {
        var (lane, order, left) = (new PoolLane(1), new ConcurrentQueue<string>(), 20 * Environment.ProcessorCount);
        using var ran = new ManualResetEventSlim();
        var all = new TaskCompletionSource();
        for (var i = left; i > 0; i--)
            lane.Add(new Item(() =>
            {
                // Until then whoever does what is on the lane is busy with it.
                ran.Wait(TimeSpan.FromSeconds(20));
                order.Enqueue("lane");
                if (Interlocked.Decrement(ref left) == 0)
                    all.SetResult();
            }));
        ThreadPool.UnsafeQueueUserWorkItem(
            new Item(() =>
            {
                order.Enqueue("later");
                ran.Set();
            }),
            preferLocal: false);
        await all.Task;
        Assert.Equal("later", order.First());
    }
}
