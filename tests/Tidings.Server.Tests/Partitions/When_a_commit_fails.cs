using System.Reflection;
using Tidings.Core.Events;
using Tidings.Core.Ports;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_a_commit_fails
{
    [Fact]
    public async Task What_was_written_after_it_is_sent_and_known_again_and_what_was_not_is_welcome()
    {
        await using var partition = await OwnedPartition.Open();
        var failing = FirstCommitFails.Around(partition.Store);
        partition.Store = (IStore)(object)failing;
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1")]);
        failing.Hold();
        var lost = owner.Accept([OwnedPartition.Event("c1", "lost")]);
        var written = owner.Accept([OwnedPartition.Event("c1", "written")]);
        await failing.NextCommitted;
        failing.Fail();
        Assert.Equal(EventStatus.Busy, (await lost)[0].Status);
        Assert.Equal(EventStatus.Busy, (await written)[0].Status);
        Assert.True(owner.Broken);
        Assert.Single(partition.Offered);
        var fresh = await partition.Take();
        var again = await fresh.Accept([OwnedPartition.Event("c1", "lost"), OwnedPartition.Event("c1", "written")]);
        Assert.Equal([EventStatus.Accepted, EventStatus.Duplicate], again.Select(static outcome => outcome.Status));
        Assert.Equal(2, partition.Offered.Count);
    }
}

/// <summary>The real store, of which one commit fails while the next one is written.</summary>
public class FirstCommitFails : DispatchProxy
{
    readonly TaskCompletionSource<CommitOutcome> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IStore _store = null!;
    int _commits = -1;

    public Task NextCommitted => _next.Task;

    public static FirstCommitFails Around(IStore store)
    {
        var around = (FirstCommitFails)(object)Create<IStore, FirstCommitFails>();
        around._store = store;
        return around;
    }

    public void Hold() => _commits = 0;

    public void Fail() => _held.SetException(new StoreUnavailableException("The disk is full.", new IOException()));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IStore.Commit) || _commits < 0)
            return targetMethod.Invoke(_store, args);
        return _commits++ == 0 ? new ValueTask<CommitOutcome>(_held.Task) : new ValueTask<CommitOutcome>(Next((CommitUnit)args![0]!));
    }

    async Task<CommitOutcome> Next(CommitUnit unit)
    {
        var outcome = await _store.Commit(unit);
        _next.TrySetResult();
        return outcome;
    }
}
