namespace Tidings.Security.Keys.Providers;

/// <summary>A call to who keeps the root key takes no longer than this: afterwards it counts as unavailable, even if it goes on somewhere.</summary>
internal sealed class CallLimit(string name, TimeSpan limit, TimeProvider time)
{
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            // WaitAsync, because a call into a native library hears of no cancellation.
            return await call(either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new KeyProviderUnavailableException($"The key provider {name} did not answer within {limit}.");
        }
    }
}
