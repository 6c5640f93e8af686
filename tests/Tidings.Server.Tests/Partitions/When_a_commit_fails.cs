using System.Reflection;
using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_a_commit_fails
{
    [Fact]
    public async Task What_was_decided_on_it_is_not_written_and_both_are_welcome_again()
    {
        await using var partition = await OwnedPartition.Open();
        var held = FirstAnswerIsHeld.Around(partition.Store);
        partition.Store = (IStore)(object)held;
        var owner = await partition.Take();
        var registered = (await owner.Accept([OwnedPartition.Registered("c1")]))[0].First;
        // The row that comes next is there already.
        await partition.Store.Commit(new() { Journal = [Row(MessageId.Next(registered, partition.Time.GetUtcNow(), 0, 1))] });
        partition.Counted.Clear();
        held.Begin();
        var lost = owner.Accept([OwnedPartition.Event("c1", "lost")]);
        var follows = owner.Accept([OwnedPartition.Event("c1", "follows")]);
        Assert.Equal(EventStatus.Busy, (await lost)[0].Status);
        Assert.Equal(EventStatus.Busy, (await follows)[0].Status);
        Assert.True(owner.Broken);
        Assert.Empty(partition.Offered);
        // What limits had counted of both is given back.
        Assert.Equal(["lost", "follows", "-lost", "-follows"], partition.Counted);
        Assert.Equal(2, (await partition.Journal()).Count);
        var fresh = await partition.Take();
        var again = await fresh.Accept([OwnedPartition.Event("c1", "lost"), OwnedPartition.Event("c1", "follows")]);
        Assert.Equal([EventStatus.Accepted, EventStatus.Accepted], again.Select(static outcome => outcome.Status));
        Assert.Equal(2, partition.Offered.Count);
    }

    [Fact]
    public async Task The_lowest_id_that_waits_is_told_before_and_that_none_does_after()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        var accepted = (await owner.Accept([OwnedPartition.Registered("c1")]))[0].First;
        Assert.Equal([accepted, default], partition.Lowest);
    }

    static JournalRow Row(MessageId id) => new()
    {
        Id = id, Partition = 0, Customer = "c1", EventKey = 77, Messages = 0, Class = 0, Payload = default,
        Delta = MemoryPackSerializer.Serialize(new StateDelta { EventKey = 77, At = id.At, Changes = [] }),
    };
}

/// <summary>The real store, of which one answer comes only after that to the next commit.</summary>
public class FirstAnswerIsHeld : DispatchProxy
{
    readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IStore _store = null!;
    int _commits = -1;

    public static FirstAnswerIsHeld Around(IStore store)
    {
        var around = (FirstAnswerIsHeld)(object)Create<IStore, FirstAnswerIsHeld>();
        around._store = store;
        return around;
    }

    public void Begin() => _commits = 0;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IStore.Commit) || _commits < 0)
            return targetMethod.Invoke(_store, args);
        return new ValueTask<CommitOutcome>(_commits++ == 0 ? First((CommitUnit)args![0]!) : Next((CommitUnit)args![0]!));
    }

    async Task<CommitOutcome> First(CommitUnit unit)
    {
        var answer = _store.Commit(unit).AsTask();
        await _next.Task;
        return await answer;
    }

    async Task<CommitOutcome> Next(CommitUnit unit)
    {
        try
        {
            return await _store.Commit(unit);
        }
        finally
        {
            _next.TrySetResult();
        }
    }
}
