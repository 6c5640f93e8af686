using System.Security.Cryptography.X509Certificates;
using Tidings.Security.Transit;

namespace Tidings.Security.Tests.Transit;

public sealed class When_a_certificate_is_revoked : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("crl-").FullName;
    readonly TestAuthority _authority = new($"Authority {Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
    readonly CrlServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    Authorities Ours(Revocation revocation)
    {
        var file = Path.Combine(_folder, "ca.pem");
        File.WriteAllText(file, _authority.Pem);
        return new(file, TimeProvider.System, revocation: revocation);
    }

    bool Vouch(Revocation revocation, X509Certificate2 certificate) => Ours(revocation).Vouch(certificate, null, Authorities.ForClients);

    X509Certificate2 Issue() => _authority.Issue(list: _server.List);

    [Fact]
    public void It_is_refused_where_lists_are_asked_for_and_its_neighbour_is_not()
    {
        using var lost = Issue();
        using var kept = Issue();
        _server.Publish(_authority.Revoke(lost));
        Assert.False(Vouch(Revocation.Online, lost));
        Assert.True(Vouch(Revocation.Online, kept));
        Assert.True(Vouch(Revocation.Off, lost));
    }

    [Fact]
    public void The_list_that_is_kept_is_enough_and_nobody_is_asked_again()
    {
        using var lost = Issue();
        using var kept = Issue();
        Assert.False(Vouch(Revocation.Cached, kept));
        Assert.Equal(0, _server.Asked);
        _server.Publish(_authority.Revoke(lost));
        Assert.True(Vouch(Revocation.Online, kept));
        var asked = _server.Asked;
        Assert.True(Vouch(Revocation.Cached, kept));
        Assert.False(Vouch(Revocation.Cached, lost));
        Assert.Equal(asked, _server.Asked);
    }

    [Fact]
    public void What_cannot_be_learned_is_refused()
    {
        using var silent = _authority.Issue();
        Assert.False(Vouch(Revocation.Online, silent));
        using var certificate = Issue();
        _server.Publish([1, 2, 3]);
        Assert.False(Vouch(Revocation.Online, certificate));
        // A list of somebody else's, who calls himself the same.
        using var stranger = new TestAuthority(_authority.Certificate.Subject["CN=".Length..]);
        _server.Publish(stranger.Revoke());
        Assert.False(Vouch(Revocation.Online, certificate));
    }

    [Fact]
    public async Task A_server_with_it_is_not_trusted_in_a_handshake()
    {
        using var lost = Issue();
        using var kept = Issue();
        _server.Publish(_authority.Revoke(lost));
        var trust = new PinnedCertificates([], authorities: Ours(Revocation.Online));
        Assert.Null(await Handshake.Run(lost.Context(), trust.IsTrusted));
        Assert.NotNull(await Handshake.Run(kept.Context(), trust.IsTrusted));
    }
}
