using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Contract;

public abstract partial class KeyProviderContract
{
    [Fact]
    public async Task Gone_away_it_is_unavailable_and_come_back_it_works()
    {
        var wrapped = await Wrap();
        await Rig.GoAway();
        foreach (var call in Calls(wrapped))
            await Assert.ThrowsAsync<KeyProviderUnavailableException>(call);
        await Rig.ComeBack();
        Assert.Equal(Key, await Provider.Unwrap(wrapped, Context, Cancel));
        Assert.Equal(wrapped.RootKeyId, (await Wrap()).RootKeyId);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_ends_so()
    {
        var wrapped = await Wrap();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        foreach (var call in Calls(wrapped, cancelled.Token))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        Assert.Equal(wrapped.RootKeyId, await Provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task No_words_of_it_tell_a_secret()
    {
        var wrapped = await Wrap();
        var words = new List<string> { Provider.ToString()!, Provider.Name, wrapped.ToString() };
        words.Add((await Refused(wrapped, "other")).ToString());
        words.Add((await Refused(wrapped with { RootKeyId = "other:1" })).ToString());
        words.Add((await Assert.ThrowsAsync<ArgumentException>(async () => await Provider.Wrap(Key.AsMemory(1), Context, Cancel))).ToString());
        await Rig.GoAway();
        foreach (var call in Calls(wrapped))
            words.Add((await Assert.ThrowsAsync<KeyProviderUnavailableException>(call)).ToString());
        await Rig.ComeBack();
        string[] secrets = [Convert.ToBase64String(Key), Convert.ToHexString(Key), .. Rig.Secrets];
        Assert.All(secrets, secret => Assert.All(words, word => Assert.DoesNotContain(secret, word, StringComparison.OrdinalIgnoreCase)));
    }

    protected Func<Task>[] Calls(WrappedKey wrapped, CancellationToken? cancel = null) =>
    [
        async () => await Provider.Wrap(Key, Context, cancel ?? Cancel),
        async () => await Provider.Unwrap(wrapped, Context, cancel ?? Cancel),
        async () => await Provider.CurrentRoot(cancel ?? Cancel),
        async () => await Provider.RotateRoot(cancel ?? Cancel),
    ];
}
