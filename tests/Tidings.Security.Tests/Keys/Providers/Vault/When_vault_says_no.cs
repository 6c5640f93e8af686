using Microsoft.AspNetCore.Http;
using Tidings.Security.Keys;
using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

public sealed class When_vault_says_no : IAsyncLifetime
{
    readonly VaultRig _rig = new();
    IKeyProvider _provider = null!;
    WrappedKey _wrapped = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _provider = await _rig.Open();
        _wrapped = await _provider.Wrap(new byte[32], "", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _rig.DisposeAsync();
    }

    async Task<byte[]> Unwrap() => await _provider.Unwrap(_wrapped, "", Cancel);

    void Fails(int times, int status, string error)
    {
        for (var i = 0; i < times; i++)
            _rig.Http.Instead.Enqueue(VaultServer.Fails(status, error));
    }

    [Theory]
    [InlineData(503, "Vault is sealed")]
    [InlineData(429, "request path \"transit/decrypt/tidings\": rate limit quota exceeded")]
    [InlineData(500, "internal error")]
    [InlineData(412, "required index state not present")]
    public async Task What_passes_is_tried_three_times_and_no_more(int status, string error)
    {
        Fails(2, status, error);
        Assert.Equal(new byte[32], await Unwrap());
        Fails(3, status, error);
        var failure = await Assert.ThrowsAsync<KeyProviderUnavailableException>(Unwrap);
        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Fact]
    public async Task What_is_wrong_is_not_tried_again()
    {
        var before = _rig.Http.Requests;
        Fails(1, 400, "cipher: message authentication failed");
        await Assert.ThrowsAsync<KeyRefusedException>(Unwrap);
        Assert.Equal(before + 1, _rig.Http.Requests);
    }

    [Fact]
    public async Task A_rotation_of_which_nobody_knows_whether_it_was_made_is_not_repeated()
    {
        foreach (var unclear in new[] { LoopbackServer.Cut, VaultServer.Fails(500, "internal error") })
        {
            var before = _rig.Http.Requests;
            _rig.Http.Instead.Enqueue(unclear);
            await Assert.ThrowsAsync<KeyProviderUnavailableException>(async () => await _provider.RotateRoot(Cancel));
            Assert.Equal(before + 1, _rig.Http.Requests);
        }
        Fails(2, 503, "Vault is sealed");
        Assert.EndsWith(":2", await _provider.RotateRoot(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_an_agent_replaced_counts_at_once()
    {
        _rig.Vault.Tokens.Clear();
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(Unwrap);
        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
        _rig.Vault.Tokens.Add("hvs.second");
        await File.WriteAllTextAsync(_rig.TokenFile, "hvs.second\n", Cancel);
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Fact]
    public async Task A_token_file_that_is_missing_is_unavailable()
    {
        File.Delete(_rig.TokenFile);
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(Unwrap);
    }

    [Fact]
    public async Task A_namespace_is_told_and_another_one_has_no_such_key()
    {
        _rig.Vault.Namespace = "retail";
        await Assert.ThrowsAsync<KeyRefusedException>(Unwrap);
        var options = _rig.ByToken();
        options.Namespace = "retail";
        await using var provider = VaultRig.Open(options);
        Assert.Equal(new byte[32], await provider.Unwrap(_wrapped, "", Cancel));
    }

    [Fact]
    public async Task A_key_of_another_name_is_not_made_by_wrapping()
    {
        var options = _rig.ByToken();
        options.Key = "mistyped";
        await using var provider = VaultRig.Open(options);
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await provider.Wrap(new byte[32], "", Cancel));
        Assert.DoesNotContain(_rig.Vault.Seen, static seen => seen.Contains("encrypt/mistyped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_of_another_type_is_refused()
    {
        _rig.Vault.KeyType = "rsa-4096";
        await using var provider = VaultRig.Open(_rig.ByToken());
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await provider.Wrap(new byte[32], "", Cancel));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"plaintext":7}}""")]
    [InlineData("""{"data":{"plaintext":"~"}}""")]
    public async Task Another_server_in_its_place_is_unavailable(string body)
    {
        _rig.Http.Instead.Enqueue(async context => await context.Response.WriteAsync(body, Cancel));
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(Unwrap);
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Fact]
    public async Task An_answer_without_an_end_is_given_up()
    {
        for (var i = 0; i < 3; i++)
            _rig.Http.Instead.Enqueue(async context => await context.Response.WriteAsync(new string(' ', 70_000), Cancel));
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(Unwrap);
    }
}
