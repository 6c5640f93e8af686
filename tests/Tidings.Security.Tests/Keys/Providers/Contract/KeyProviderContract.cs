using System.Security.Cryptography;
using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Contract;

/// <summary>What every provider of root keys must hold to. A provider binds it in one line.</summary>
public abstract partial class KeyProviderContract : IAsyncLifetime
{
    protected const string Context = "kek/3";
    protected byte[] Key { get; } = RandomNumberGenerator.GetBytes(32);

    protected abstract KeyProviderRig Rig { get; }

    protected IKeyProvider Provider { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Rig.Lacks is null, Rig.Lacks ?? "");
        Provider = await Rig.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (Provider is not null)
            await Provider.DisposeAsync();
        await Rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected ValueTask<WrappedKey> Wrap() => Provider.Wrap(Key, Context, Cancel);

    protected Task<KeyRefusedException> Refused(WrappedKey wrapped, string context = Context) =>
        Assert.ThrowsAsync<KeyRefusedException>(async () => await Provider.Unwrap(wrapped, context, Cancel));

    [Fact]
    public async Task What_was_wrapped_unwraps()
    {
        var wrapped = await Wrap();
        Assert.Equal(Key, await Provider.Unwrap(wrapped, Context, Cancel));
        Assert.Equal(await Provider.CurrentRoot(Cancel), wrapped.RootKeyId);
        Assert.Equal(-1, wrapped.Bytes.Span.IndexOf(Key));
    }

    [Fact]
    public async Task An_empty_context_and_one_of_all_kinds_of_letters_are_contexts()
    {
        foreach (var context in (string[])["", "ключ/ø/鍵 \"\\\n"])
            Assert.Equal(Key, await Provider.Unwrap(await Provider.Wrap(Key, context, Cancel), context, Cancel));
    }

    [Fact]
    public async Task The_same_key_is_never_wrapped_alike() => Assert.NotEqual((await Wrap()).Bytes.ToArray(), (await Wrap()).Bytes.ToArray());

    [Fact]
    public async Task Another_context_is_refused()
    {
        var wrapped = await Wrap();
        foreach (var other in (string[])["kek/4", "kek/", "", "KEK/3", "kek/3 "])
            await Refused(wrapped, other);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused()
    {
        var wrapped = await Wrap();
        for (var i = 0; i < wrapped.Bytes.Length; i++)
        {
            var bytes = wrapped.Bytes.ToArray();
            bytes[i] ^= 1;
            await Refused(wrapped with { Bytes = bytes });
        }
    }

    [Fact]
    public async Task A_cut_or_stretched_value_is_refused()
    {
        var wrapped = await Wrap();
        foreach (var bytes in (byte[][])[[], wrapped.Bytes[..1].ToArray(), wrapped.Bytes[..^1].ToArray(), [.. wrapped.Bytes.Span, 65], new byte[4096]])
            await Refused(wrapped with { Bytes = bytes });
    }

    [Fact]
    public async Task An_unknown_root_key_is_refused()
    {
        var wrapped = await Wrap();
        foreach (var root in (string[])["", ":", "other:1", wrapped.RootKeyId + "9", wrapped.RootKeyId + ":"])
            await Refused(wrapped with { RootKeyId = root });
    }

    [Fact]
    public async Task A_rotation_gives_a_new_root_and_the_old_still_opens()
    {
        var before = await Wrap();
        var made = await Provider.RotateRoot(Cancel);
        var after = await Wrap();
        Assert.NotEqual(before.RootKeyId, made);
        Assert.Equal(made, after.RootKeyId);
        Assert.Equal(made, await Provider.CurrentRoot(Cancel));
        Assert.Equal(Key, await Provider.Unwrap(before, Context, Cancel));
        Assert.Equal(Key, await Provider.Unwrap(after, Context, Cancel));
    }

    [Fact]
    public async Task Another_opening_finds_all_versions()
    {
        var before = await Wrap();
        var made = await Provider.RotateRoot(Cancel);
        await using var other = await Rig.Open();
        Assert.Equal(made, await other.CurrentRoot(Cancel));
        Assert.Equal(Key, await other.Unwrap(before, Context, Cancel));
        Assert.Equal(Key, await Provider.Unwrap(await other.Wrap(Key, Context, Cancel), Context, Cancel));
    }

    [Fact]
    public async Task A_rotation_by_another_counts_without_a_restart()
    {
        await Wrap();
        await using var other = await Rig.Open();
        var made = await other.RotateRoot(Cancel);
        Assert.Equal(made, (await Wrap()).RootKeyId);
    }

    [Fact]
    public async Task Calls_at_once_do_not_disturb_each_other()
    {
        var keys = Enumerable.Range(0, 8).Select(static _ => RandomNumberGenerator.GetBytes(32)).ToArray();
        var rotating = Provider.RotateRoot(Cancel).AsTask();
        var wrapped = await Task.WhenAll(keys.Select(async key => await Provider.Wrap(key, Context, Cancel)));
        await rotating;
        Assert.Equal(keys, await Task.WhenAll(wrapped.Select(async one => await Provider.Unwrap(one, Context, Cancel))));
    }

    [Fact]
    public async Task Only_keys_of_32_bytes_are_taken()
    {
        foreach (var length in (int[])[0, 16, 31, 33])
            await Assert.ThrowsAsync<ArgumentException>(async () => await Provider.Wrap(new byte[length], Context, Cancel));
    }
}
