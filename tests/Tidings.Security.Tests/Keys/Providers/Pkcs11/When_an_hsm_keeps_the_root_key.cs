using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers.Pkcs11;

namespace Tidings.Security.Tests.Keys.Providers.Pkcs11;

[Collection(SoftHsm.Collection)]
public sealed class When_an_hsm_keeps_the_root_key : IAsyncLifetime
{
    readonly Pkcs11Rig _rig = new();
    IKeyProvider _provider = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(_rig.Lacks is null, _rig.Lacks ?? "");
        _provider = await _rig.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (_provider is not null)
            await _provider.DisposeAsync();
        await _rig.DisposeAsync();
    }

    async Task WithSlot(Action<ISlot> act)
    {
        var module = Pkcs11Module.Of(SoftHsm.Library);
        await module.Alone.WaitAsync(Cancel);
        try
        {
            act(module.Find_NeedsAlone(_rig.Options.Token));
        }
        finally
        {
            module.Alone.Release();
        }
    }

    [Fact]
    public async Task It_cannot_be_read_out()
    {
        await _provider.CurrentRoot(Cancel);
        await WithSlot(slot =>
        {
            using var session = slot.OpenSession(SessionType.ReadOnly);
            var key = Assert.Single(session.FindAllObjects([session.Factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, _rig.Options.Label)]));
            var values = session.GetAttributeValue(key, [CKA.CKA_VALUE, CKA.CKA_NEVER_EXTRACTABLE, CKA.CKA_ALWAYS_SENSITIVE]);
            Assert.True(values[0].CannotBeRead);
            Assert.True(values[1].GetValueAsBool() && values[2].GetValueAsBool());
        });
    }

    [Fact]
    public async Task Sessions_that_are_closed_from_outside_are_opened_again()
    {
        var wrapped = await _provider.Wrap(new byte[32], "", Cancel);
        await WithSlot(static slot => slot.CloseAllSessions());
        Assert.Equal(new byte[32], await _provider.Unwrap(wrapped, "", Cancel));
        await Pkcs11Rig.EndLibrary();
        Assert.Equal(new byte[32], await _provider.Unwrap(wrapped, "", Cancel));
    }

    [Fact]
    public async Task A_wrong_pin_is_tried_once_until_it_is_changed()
    {
        await File.WriteAllTextAsync(_rig.PinFile, "000000\n", Cancel);
        for (var i = 0; i < 20; i++)
        {
            var refusal = await Assert.ThrowsAsync<KeyRefusedException>(async () => await _provider.CurrentRoot(Cancel));
            Assert.Contains("PIN", refusal.Message, StringComparison.Ordinal);
        }
        await WithSlot(static slot => Assert.False(slot.GetTokenInfo().TokenFlags.UserPinLocked));
        await File.WriteAllTextAsync(_rig.PinFile, _rig.Pin, Cancel);
        await _provider.CurrentRoot(Cancel);
    }

    [Fact]
    public async Task It_is_made_only_if_that_was_asked_for()
    {
        var options = _rig.Options;
        options.GenerateIfMissing = false;
        await using var careful = Pkcs11Rig.Open(options);
        await Assert.ThrowsAsync<KeyRefusedException>(async () => await careful.Wrap(new byte[32], "", Cancel));
        await _provider.CurrentRoot(Cancel);
        Assert.EndsWith(":1", await careful.CurrentRoot(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_could_leave_it_is_refused()
    {
        await _provider.CurrentRoot(Cancel);
        await WithSlot(slot =>
        {
            using var session = slot.OpenSession(SessionType.ReadWrite);
            var make = session.Factories.ObjectAttributeFactory;
            using var mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_AES_KEY_GEN);
            session.GenerateKey(mechanism,
            [
                make.Create(CKA.CKA_VALUE_LEN, 32ul), make.Create(CKA.CKA_TOKEN, true), make.Create(CKA.CKA_SENSITIVE, true), make.Create(CKA.CKA_EXTRACTABLE, true),
                make.Create(CKA.CKA_LABEL, _rig.Options.Label), make.Create(CKA.CKA_ID, new byte[] { 0, 0, 0, 9 }),
            ]);
        });
        var refusal = await Assert.ThrowsAsync<KeyRefusedException>(async () => await _provider.Wrap(new byte[32], "", Cancel));
        Assert.Contains("not extractable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_that_is_missing_is_unavailable()
    {
        var options = _rig.Options;
        options.Library = "/nowhere/libhsm.so";
        await using var provider = Pkcs11Rig.Open(options);
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(async () => await provider.CurrentRoot(Cancel));
    }
}
