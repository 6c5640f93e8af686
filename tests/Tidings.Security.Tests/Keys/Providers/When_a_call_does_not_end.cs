using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;

namespace Tidings.Security.Tests.Keys.Providers;

public sealed class When_a_call_does_not_end
{
    readonly FakeTimeProvider _time = new();
    readonly TaskCompletionSource<int> _deaf = new();

    static Task Within(Task task) => task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);

    [Fact]
    public async Task It_is_given_up_in_time_even_where_it_hears_of_no_cancellation()
    {
        var calling = new CallLimit("hsm", TimeSpan.FromSeconds(10), _time).Run(_ => _deaf.Task, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(calling.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        var failure = await Assert.ThrowsAsync<KeyProviderUnavailableException>(() => Within(calling));
        Assert.Contains("hsm", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_told_that_and_not_that_it_is_away()
    {
        using var caller = new CancellationTokenSource();
        var calling = new CallLimit("hsm", TimeSpan.FromSeconds(10), _time).Run(_ => _deaf.Task, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Within(calling));
    }
}
