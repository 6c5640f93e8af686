namespace Tidings.Smpp.Tests.Sessions;

/// <summary>A test that waits for what does not come fails, it does not hang.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static CancellationToken Token => CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken, new CancellationTokenSource(Limit, TimeProvider.System).Token).Token;

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);

    public static Task Within(this Task task) => task.WaitAsync(Limit, TimeProvider.System, TestContext.Current.CancellationToken);
}
