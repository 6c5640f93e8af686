using System.Text;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate;

public sealed class When_a_key_opens_the_API
{
    readonly DocumentStore _store = new();
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_secret_is_256_bits_shown_once_and_stored_only_as_a_hash()
    {
        var keys = new ApiKeys(_store, _clock);
        var made = await keys.Create("core banking", Cancel);
        Assert.Matches("^tk_live_[0-9a-f]{72}$", made.Secret);
        Assert.Equal($"key:{made.Key.Id}", keys.Check(made.Secret)?.Identity);
        var stored = Encoding.UTF8.GetString(Assert.Single(await _store.ReadDocuments("api-key", false, Cancel)).Body.Span);
        Assert.DoesNotContain(made.Secret[16..], stored, StringComparison.Ordinal);
        Assert.DoesNotContain(made.Secret, made.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(made.Secret, (await keys.Create("other", Cancel)).Secret);
    }

    [Fact]
    public async Task Every_character_of_it_counts()
    {
        var keys = new ApiKeys(_store, _clock);
        var secret = (await keys.Create("a", Cancel)).Secret;
        for (var i = 0; i < secret.Length; i++)
            Assert.Null(keys.Check(secret[..i] + (secret[i] == '0' ? '1' : '0') + secret[(i + 1)..]));
        foreach (var wrong in (string[])[secret[..^1], secret + "0", "", "tk_", new string('ü', secret.Length), "tk_" + new string('é', 72)])
            Assert.Null(keys.Check(wrong));
    }

    [Fact]
    public async Task Revoked_it_opens_nothing_and_stays_in_the_list_with_its_time()
    {
        var keys = new ApiKeys(_store, _clock);
        var (first, second) = (await keys.Create("a", Cancel), await keys.Create("b", Cancel));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await keys.Revoke(first.Key.Id, Cancel));
        Assert.False(await keys.Revoke(first.Key.Id, Cancel));
        Assert.False(await keys.Revoke("00000000", Cancel));
        Assert.Null(keys.Check(first.Secret));
        Assert.NotNull(keys.Check(second.Secret));
        Assert.Equal(_clock.GetUtcNow(), (await keys.List(Cancel)).Single(k => k.Id == first.Key.Id).Revoked);
    }

    [Fact]
    public async Task Made_and_revoked_elsewhere_it_counts_from_the_next_refresh()
    {
        var (here, there) = (new ApiKeys(_store, _clock), new ApiKeys(_store, _clock));
        var made = await there.Create("a", Cancel);
        Assert.Null(here.Check(made.Secret));
        await here.Refresh(Cancel);
        Assert.NotNull(here.Check(made.Secret));
        await there.Revoke(made.Key.Id, Cancel);
        await here.Refresh(Cancel);
        Assert.Null(here.Check(made.Secret));
    }

    [Fact]
    public async Task A_refresh_that_reads_slowly_does_not_take_back_a_key_made_meanwhile()
    {
        var keys = new ApiKeys(_store, _clock);
        _store.ReadHeld = new();
        var slow = keys.Refresh(Cancel).AsTask();
        var creating = keys.Create("a", Cancel).AsTask();
        _store.ReadHeld.SetResult();
        await slow;
        Assert.NotNull(keys.Check((await creating).Secret));
    }

    [Theory]
    [InlineData(0, false), InlineData(1, true), InlineData(100, true), InlineData(101, false)]
    public async Task Its_name_has_1_to_100_characters(int length, bool taken)
    {
        var keys = new ApiKeys(_store, _clock);
        if (taken)
            Assert.NotNull(await keys.Create(new string('x', length), Cancel));
        else
            await Assert.ThrowsAsync<ArgumentException>(async () => await keys.Create(new string('x', length), Cancel));
    }
}
