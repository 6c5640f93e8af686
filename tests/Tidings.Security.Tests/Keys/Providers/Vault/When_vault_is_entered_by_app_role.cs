using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

public sealed class When_vault_is_entered_by_app_role : IAsyncLifetime
{
    readonly VaultRig _rig = new();
    readonly FakeTimeProvider _time = new();
    IKeyProvider _provider = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _rig.Start();
        _rig.Vault.Tokens.Clear();
        _provider = VaultRig.Open(_rig.ByAppRole(), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _rig.DisposeAsync();
    }

    async Task Use() => await _provider.CurrentRoot(Cancel);

    int Logins => _rig.Vault.Seen.Count(static seen => seen == "POST /v1/auth/approle/login");
    int Renewals => _rig.Vault.Seen.Count(static seen => seen == "POST /v1/auth/token/renew-self");

    [Fact]
    public async Task One_login_serves_until_two_thirds_of_its_lease()
    {
        await Use();
        _time.Advance(TimeSpan.FromSeconds(2400));
        await Use();
        Assert.Equal((1, 0), (Logins, Renewals));
        _time.Advance(TimeSpan.FromSeconds(1));
        await Use();
        await Use();
        Assert.Equal((1, 1), (Logins, Renewals));
    }

    [Fact]
    public async Task What_ended_or_is_renewed_for_a_short_time_only_is_followed_by_a_login()
    {
        await Use();
        _rig.Vault.Tokens.Clear();
        _time.Advance(TimeSpan.FromHours(2));
        await Use();
        Assert.Equal((2, 1), (Logins, Renewals));
        _rig.Vault.LeaseSeconds = 1799;
        _time.Advance(TimeSpan.FromSeconds(2401));
        await Use();
        Assert.Equal((3, 2), (Logins, Renewals));
    }

    [Fact]
    public async Task A_token_that_was_revoked_is_followed_by_a_login_in_the_same_call()
    {
        await Use();
        _rig.Vault.Tokens.Clear();
        await Use();
        Assert.Equal(2, Logins);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_without_a_word_of_it_until_it_is_replaced()
    {
        var wrong = _rig.Vault.SecretId;
        _rig.Vault.SecretId = "another";
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(Use);
        Assert.DoesNotContain(wrong, refusal.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_rig.SecretIdFile, "another\n", Cancel);
        await Use();
    }
}
