using Tidings.Security.Keys;

namespace Tidings.Security.Tests.Keys.Providers.Aws;

public sealed class When_aws_kms_says_no : IAsyncLifetime
{
    readonly AwsKmsRig _rig = new();
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

    [Theory]
    [InlineData("NotFoundException")]
    [InlineData("DisabledException")]
    [InlineData("KMSInvalidStateException")]
    [InlineData("InvalidCiphertextException")]
    [InlineData("IncorrectKeyException")]
    [InlineData("AccessDeniedException")]
    [InlineData("InvalidKeyUsageException")]
    public async Task What_needs_an_act_is_refused_and_asked_once(string type)
    {
        var before = _rig.Http.Requests;
        _rig.Http.Instead.Enqueue(KmsServer.Fails(400, type));
        await Assert.ThrowsAsync<KeyRefusedException>(Unwrap);
        Assert.Equal(before + 1, _rig.Http.Requests);
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "KMSInternalException")]
    [InlineData(500, "KeyUnavailableException")]
    [InlineData(503, "DependencyTimeoutException")]
    public async Task What_passes_is_repeated_and_then_unavailable(int status, string type)
    {
        _rig.Http.Instead.Enqueue(KmsServer.Fails(status, type));
        Assert.Equal(new byte[32], await Unwrap());
        for (var i = 0; i < 3; i++)
            _rig.Http.Instead.Enqueue(KmsServer.Fails(status, type));
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(Unwrap);
        _rig.Http.Instead.Clear();
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Fact]
    public async Task A_rotation_is_asked_for_once_and_waited_for()
    {
        _rig.Kms.RotationTakes = 3;
        var made = await _provider.RotateRoot(Cancel);
        Assert.NotEqual(_wrapped.RootKeyId, made);
        Assert.Equal(made, await _provider.CurrentRoot(Cancel));
        Assert.Equal(1, _rig.Kms.Seen.Count(static target => target == "TrentService.RotateKeyOnDemand"));
    }

    [Fact]
    public async Task A_rotation_of_which_nobody_knows_whether_it_was_made_is_not_repeated()
    {
        // The key is described first; then comes the rotation.
        _rig.Http.Instead.Enqueue(_rig.Kms.Answer);
        _rig.Http.Instead.Enqueue(KmsServer.Fails(500, "KMSInternalException"));
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(async () => await _provider.RotateRoot(Cancel));
        Assert.DoesNotContain("TrentService.RotateKeyOnDemand", _rig.Kms.Seen);
    }

    [Fact]
    public async Task A_value_is_opened_only_by_the_key_that_it_names()
    {
        var other = _wrapped.RootKeyId.Replace("1234567890ab", "ba0987654321", StringComparison.Ordinal);
        Assert.NotEqual(_wrapped.RootKeyId, other);
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await _provider.Unwrap(_wrapped with { RootKeyId = other }, "", Cancel));
    }

    [Fact]
    public async Task A_disabled_key_is_refused_until_it_is_enabled()
    {
        _rig.Kms.Enabled = false;
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(Unwrap);
        Assert.Contains("DisabledException", refusal.Message, StringComparison.Ordinal);
        _rig.Kms.Enabled = true;
        Assert.Equal(new byte[32], await Unwrap());
    }

    [Fact]
    public async Task Credentials_that_it_does_not_know_are_refused()
    {
        await File.WriteAllTextAsync(_rig.CredentialsFile, "[default]\naws_access_key_id = AKIAUNKNOWN\naws_secret_access_key = unknown\n", Cancel);
        await using var provider = AwsKmsRig.Open(_rig.Options);
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task A_profile_that_is_missing_is_refused()
    {
        var options = _rig.Options;
        options.Profile = "missing";
        await using var provider = AwsKmsRig.Open(options);
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task A_key_for_other_uses_is_refused()
    {
        _rig.Kms.Spec = "RSA_4096";
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await _provider.Wrap(new byte[32], "", Cancel));
    }

    [Fact]
    public async Task An_alias_is_resolved_to_the_key_that_wrapped()
    {
        var options = _rig.Options;
        options.KeyId = "alias/tidings";
        options.Region = "eu-central-1";
        await using var provider = AwsKmsRig.Open(options);
        Assert.StartsWith(_rig.Kms.Arn, (await provider.Wrap(new byte[32], "", Cancel)).RootKeyId, StringComparison.Ordinal);
    }
}
