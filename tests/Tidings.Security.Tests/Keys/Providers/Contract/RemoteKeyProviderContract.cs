using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Contract;

/// <summary>What providers over a network must hold to beside all else.</summary>
public abstract class RemoteKeyProviderContract : KeyProviderContract
{
    RemoteRig Remote => (RemoteRig)Rig;

    [Fact]
    public async Task Silence_is_unavailable_and_ends_when_it_speaks()
    {
        var wrapped = await Wrap();
        Remote.FallSilent();
        await Task.WhenAll(Calls(wrapped).Select(static call => Assert.ThrowsAsync<KeyProviderUnavailableException>(call)));
        Remote.Speak();
        Assert.Equal(Key, await Provider.Unwrap(wrapped, Context, Cancel));
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_wait_for_the_silent()
    {
        var wrapped = await Wrap();
        Remote.FallSilent();
        foreach (var call in new Func<CancellationToken, Task>[]
        {
            async cancel => await Provider.Wrap(Key, Context, cancel), async cancel => await Provider.Unwrap(wrapped, Context, cancel),
        })
        {
            using var giveUp = new CancellationTokenSource();
            var calling = call(giveUp.Token);
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        }
    }

    [Fact]
    public async Task A_connection_that_is_cut_once_costs_nothing_but_time()
    {
        var wrapped = await Wrap();
        Remote.CutNext();
        Assert.Equal(Key, await Provider.Unwrap(wrapped, Context, Cancel));
    }
}
