using System.Security.Cryptography.X509Certificates;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers.Vault;
using Tidings.Security.Tests.Keys.Providers.Contract;
using Tidings.Security.Tests.Transit;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

public sealed class When_vault_is_behind_tls : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vault-tls-").FullName;
    readonly TestAuthority _bank = new(), _other = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _bank.Dispose();
        _other.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<string> Ask(X509Certificate2 certificate, TestAuthority trusted)
    {
        await using var server = new LoopbackServer(new VaultServer().Answer, certificate);
        await server.Start();
        var (token, authority) = (Path.Combine(_folder, "token"), Path.Combine(_folder, "ca.pem"));
        await File.WriteAllTextAsync(token, "hvs.first", Cancel);
        await File.WriteAllTextAsync(authority, trusted.Pem, Cancel);
        await using var provider = VaultRig.Open(new VaultTransitOptions { Address = server.Address, TokenFile = token, CaFile = authority });
        return await provider.CurrentRoot(Cancel);
    }

    [Fact]
    public async Task The_configured_authority_vouches_for_it()
    {
        using var certificate = _bank.Issue();
        Assert.Equal("vault:transit/tidings:1", await Ask(certificate, _bank));
    }

    [Fact]
    public async Task No_other_does_and_neither_an_expired_nor_a_misnamed_one_is_taken()
    {
        foreach (var (certificate, trusted) in new[] { (_bank.Issue(), _other), (_bank.Issue(daysLeft: -1), _bank), (_bank.Issue("vault", loopback: false), _bank) })
        {
            var failure = await Assert.ThrowsAsync<KeyProviderUnavailableException>(() => Ask(certificate, trusted));
            Assert.Contains("SecureConnectionError", failure.Message, StringComparison.Ordinal);
            certificate.Dispose();
        }
    }
}
