using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Events;
using Tidings.Core.Threads;
using Tidings.Core.Verify;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Partitions;

/// <summary>A door before an owner who answers nothing until he is told to.</summary>
public sealed class When_a_step_of_a_verification_comes_behind_alerts
{
    static readonly BankEvent Step = OwnedPartition.Event("c1", "step") with { Type = EventTypes.Verification, Verification = new() { Act = VerificationAct.Cancel, Key = 7 } };

    [Fact]
    public async Task It_goes_at_once_while_calls_with_alerts_are_on_their_way_to_the_disk()
    {
        var owner = HeldOwner.Create();
        var door = new PartitionDoor(0, owner.Factory, 100, new(), NullLogger.Instance);
        Enter(door, OwnedPartition.Event("c1", "e0"));
        await owner.Called(1);
        PendingAccept[] alerts = [.. Enumerable.Range(1, 4).Select(i => Enter(door, OwnedPartition.Event("c1", $"e{i}")))];
        var step = Enter(door, Step);
        Assert.Same(Step, Assert.Single(owner.Calls.Last().Events));
        Enter(door, OwnedPartition.Event("c1", "asked") with { Advised = true });
        owner.Release();
        Assert.Equal(EventStatus.Accepted, (await step.Answer)[0].Status);
        foreach (var alert in alerts)
            Assert.Equal(EventStatus.Accepted, (await alert.Answer)[0].Status);
        // What waited goes together, once the call with alerts has come back.
        Assert.Equal(["e0", "step", "asked", "e1 e2 e3 e4"], owner.Calls.Select(static call => string.Join(' ', call.Events.Select(static one => one.Id))));
    }

    [Fact]
    public async Task Doors_call_one_after_the_other_and_take_what_waits_by_then()
    {
        var (owner, turns) = (HeldOwner.Create(), new PoolLane(1));
        // Nobody's turn comes until this one ends.
        using var busy = new Busy();
        turns.Add(busy);
        PartitionDoor[] doors = [.. Enumerable.Range(0, 3).Select(at => new PartitionDoor(at, owner.Factory, 100, turns, NullLogger.Instance))];
        for (var i = 0; i < 2; i++)
            foreach (var (at, door) in doors.Index())
                Enter(door, OwnedPartition.Event("c1", $"e{at}{i}"));
        Enter(doors[0], Step);
        Assert.Equal(["step"], owner.Calls.Select(static call => call.Events[0].Id));
        busy.End();
        await owner.Called(4);
        Assert.Equal(["step", "e00 e01", "e10 e11", "e20 e21"], owner.Calls.Select(static call => string.Join(' ', call.Events.Select(static one => one.Id))));
    }

    sealed class Busy : IThreadPoolWorkItem, IDisposable
    {
        readonly ManualResetEventSlim _ended = new();

        public void End() => _ended.Set();
        public void Execute() => _ended.Wait();
        public void Dispose() => _ended.Dispose();
    }

    [Fact]
    public void It_finds_room_where_alerts_find_none()
    {
        var owner = HeldOwner.Create();
        var door = new PartitionDoor(0, owner.Factory, 1, new(), NullLogger.Instance);
        Assert.True(door.TryEnter(OwnedPartition.Event("c1", "e1"), new(1), 0));
        Assert.False(door.TryEnter(OwnedPartition.Event("c1", "e2"), new(1), 0));
        Assert.True(door.TryEnter(Step, new(1), 0));
    }

    static PendingAccept Enter(PartitionDoor door, BankEvent happened)
    {
        var pending = new PendingAccept(1);
        pending.Expect(1);
        Assert.True(door.TryEnter(happened, pending, 0));
        door.Send();
        pending.PartDone();
        return pending;
    }
}

/// <summary>Stands where the partition's owner would.</summary>
public class HeldOwner : DispatchProxy
{
    readonly TaskCompletionSource _held = new();

    internal ConcurrentQueue<PartBatch> Calls { get; private set; } = new();
    internal IGrainFactory Factory { get; private set; } = null!;

    internal static HeldOwner Create()
    {
        var owner = (HeldOwner)(object)Create<IPartitionGrain, HeldOwner>();
        var factory = Create<IGrainFactory, Finds>();
        ((Finds)(object)factory).Found = owner;
        owner.Factory = factory;
        return owner;
    }

    internal void Release() => _held.SetResult();

    internal async Task Called(int times)
    {
        while (Calls.Count < times)
            await Task.Yield();
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var batch = (PartBatch)args![0]!;
        Calls.Enqueue(batch);
        return Answer(batch);
    }

    async ValueTask<PartOutcomes> Answer(PartBatch batch)
    {
        await _held.Task;
        return new([.. batch.Events.Select(static _ => PartOutcome.Of(EventStatus.Accepted))]);
    }

    public class Finds : DispatchProxy
    {
        internal object Found { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Found;
    }
}
