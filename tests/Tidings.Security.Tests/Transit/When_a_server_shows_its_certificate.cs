using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Security.Transit;

namespace Tidings.Security.Tests.Transit;

public sealed class When_a_server_shows_its_certificate : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("tls-").FullName;
    readonly TestAuthority _authority = new();
    readonly Authorities _ours;
    readonly List<string> _seen = [];

    public When_a_server_shows_its_certificate()
    {
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), _authority.Pem);
        _ours = new(Path.Combine(_folder, "ca.pem"), TimeProvider.System);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task<bool> Trusted(X509Certificate2 certificate, string[]? pins = null, bool enough = false, Authorities? authorities = null, string name = "localhost")
    {
        var trust = new PinnedCertificates(pins ?? [], enough, authorities, seen => _seen.Add(seen.SerialNumber));
        return await Handshake.Run(certificate.Context(), trust.IsTrusted, name) is not null;
    }

    [Fact]
    public async Task One_that_our_authority_vouches_for_is_trusted_and_its_end_can_be_watched()
    {
        using var certificate = _authority.Issue();
        Assert.True(await Trusted(certificate, authorities: _ours));
        Assert.Equal([certificate.SerialNumber], _seen);
    }

    [Fact]
    public async Task One_of_nobody_we_know_is_not()
    {
        using var certificate = _authority.Issue();
        Assert.False(await Trusted(certificate));
        using var stranger = new TestAuthority();
        using var theirs = stranger.Issue();
        Assert.False(await Trusted(theirs, authorities: _ours));
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task An_expired_one_is_not()
    {
        using var certificate = _authority.Issue(daysLeft: -1);
        Assert.False(await Trusted(certificate, authorities: _ours));
        Assert.False(await Trusted(certificate, [TestAuthority.Pin(certificate)], authorities: _ours));
    }

    [Fact]
    public async Task One_of_another_name_is_not()
    {
        using var certificate = _authority.Issue("smpp.other.example", loopback: false);
        Assert.False(await Trusted(certificate, authorities: _ours));
        Assert.False(await Trusted(certificate, [TestAuthority.Pin(certificate)], authorities: _ours));
        Assert.True(await Trusted(certificate, authorities: _ours, name: "smpp.other.example"));
    }

    [Fact]
    public async Task One_with_another_key_than_the_pinned_is_not_whoever_vouches()
    {
        using var certificate = _authority.Issue();
        using var other = _authority.Issue();
        Assert.False(await Trusted(certificate, [TestAuthority.Pin(other)], authorities: _ours));
        Assert.False(await Trusted(certificate, [TestAuthority.Pin(other)], enough: true, authorities: _ours));
    }

    [Fact]
    public async Task The_backup_pin_lets_the_peer_change_its_key()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var now = _authority.Issue();
        using var later = _authority.Issue(key: next);
        string[] pins = [TestAuthority.Pin(now), Convert.ToHexString(SHA256.HashData(next.ExportSubjectPublicKeyInfo()))];
        Assert.True(await Trusted(now, pins, authorities: _ours));
        Assert.True(await Trusted(later, pins, authorities: _ours));
    }

    [Fact]
    public async Task A_pin_is_enough_only_where_that_was_said()
    {
        using var certificate = _authority.Issue("of.its.own", loopback: false);
        Assert.False(await Trusted(certificate, [TestAuthority.Pin(certificate)]));
        Assert.True(await Trusted(certificate, [TestAuthority.Pin(certificate)], enough: true));
        Assert.False(await Trusted(certificate, enough: true));
    }

    [Fact]
    public async Task A_clients_certificate_does_not_pass_for_a_servers_nor_a_servers_for_a_clients()
    {
        using var certificate = _authority.Issue(usages: [Authorities.ForClients]);
        Assert.False(await Trusted(certificate, authorities: _ours));
        Assert.True(_ours.Vouch(certificate, null, Authorities.ForClients));
        using var server = _authority.Issue(usages: [Authorities.ForServers]);
        Assert.False(_ours.Vouch(server, null, Authorities.ForClients));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_pin_is_not_taken_for_one(string pin) => Assert.Throws<ArgumentException>(() => new PinnedCertificates([pin]));
}
