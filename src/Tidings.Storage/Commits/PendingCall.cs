namespace Tidings.Storage.Commits;

/// <summary>A question that only the one who writes may answer, in a transaction of its own: who owns a partition from now on.</summary>
internal abstract class PendingCall<TWriter> : Pending
{
    public abstract void Run(TWriter writer);
    public abstract void Complete();
}

internal sealed class PendingCall<TWriter, TResult>(Func<TWriter, TResult> call) : PendingCall<TWriter>
{
    readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TResult? result;

    public Task<TResult> Answer => answer.Task;

    public override void Run(TWriter writer) => result = call(writer);
    public override void Complete() => answer.TrySetResult(result!);
    public override void Fail(Exception exception) => answer.TrySetException(exception);
}
