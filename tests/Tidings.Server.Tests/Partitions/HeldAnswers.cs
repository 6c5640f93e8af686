using System.Reflection;
using Tidings.Core.Ports;

namespace Tidings.Server.Tests.Partitions;

/// <summary>The real store, whose commits are answered when the test says so, in their order.</summary>
public class HeldAnswers : DispatchProxy
{
    readonly Lock _lock = new();
    readonly Queue<TaskCompletionSource<CommitOutcome?>> _held = new();
    TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IStore _store = null!;
    int _commits = -1;

    public static HeldAnswers Around(IStore store)
    {
        var around = (HeldAnswers)(object)Create<IStore, HeldAnswers>();
        around._store = store;
        return around;
    }

    public void Begin() => _commits = 0;

    /// <summary>Completes when so many commits were asked for since the beginning.</summary>
    public async Task Asked(int commits)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_commits >= commits)
                    return;
                next = _asked.Task;
            }
            await next;
        }
    }

    /// <param name="outcome">What is answered in place of what the store says; null: that.</param>
    public void Release(CommitOutcome? outcome = null)
    {
        lock (_lock)
            _held.Dequeue().SetResult(outcome);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name != nameof(IStore.Commit) || _commits < 0)
            return targetMethod.Invoke(_store, args);
        var held = new TaskCompletionSource<CommitOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _held.Enqueue(held);
            _commits++;
            _asked.SetResult();
            _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        return new ValueTask<CommitOutcome>(Answer((CommitUnit)args![0]!, held.Task));
    }

    async Task<CommitOutcome> Answer(CommitUnit unit, Task<CommitOutcome?> held) => await held is { } outcome ? outcome : await _store.Commit(unit);
}
