using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Events;
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
        var door = new PartitionDoor(0, owner.Factory, 100, NullLogger.Instance);
        for (var i = 0; i < 5; i++)
            Enter(door, OwnedPartition.Event("c1", $"e{i}"));
        Assert.Single(owner.Calls);
        var step = Enter(door, Step);
        Assert.Same(Step, Assert.Single(owner.Calls.Last().Events));
        Enter(door, OwnedPartition.Event("c1", "asked") with { Advised = true });
        owner.Release();
        Assert.Equal(EventStatus.Accepted, (await step.Answer)[0].Status);
        // What waited goes together, once the call with alerts has come back.
        Assert.Equal(["e0", "step", "asked", "e1 e2 e3 e4"], owner.Calls.Select(static call => string.Join(' ', call.Events.Select(static one => one.Id))));
    }

    [Fact]
    public void It_finds_room_where_alerts_find_none()
    {
        var owner = HeldOwner.Create();
        var door = new PartitionDoor(0, owner.Factory, 1, NullLogger.Instance);
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
