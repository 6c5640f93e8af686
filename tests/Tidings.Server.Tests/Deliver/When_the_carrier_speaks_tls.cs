using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Tests.Transit;
using Tidings.Security.Transit;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_the_carrier_speaks_tls : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("carrier-tls-").FullName;
    readonly TestAuthority _carriers = new("Carrier authority"), _banks = new("Bank authority");
    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    readonly Smsc _smsc = new();

    public void Dispose()
    {
        _carriers.Dispose();
        _banks.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(_folder, name), content);
        return Path.Combine(_folder, name);
    }

    SmppServer Start(X509Certificate2 certificate, bool mutual = false) => SmppServer.Start(
        new()
        {
            EndPoint = new(IPAddress.Loopback, 0),
            Tls = new() { Certificate = certificate, RequireClientCertificate = mutual, Validate = static (_, _, _, _) => true },
        },
        _smsc, TimeProvider.System);

    CarrierTrust Trust(CarrierTls tls)
    {
        tls.Enabled = true;
        return new(tls, _time, NullLogger.Instance);
    }

    CarrierTls OfAuthority(params string[] pins) => new() { CaFile = Write("ca.pem", _carriers.Pem), PinnedKeys = pins };

    static async Task<bool> Binds(SmppServer server, CarrierTrust trust)
    {
        var options = new CarrierOptions { Port = server.EndPoint.Port, Tls = { Enabled = true } };
        var result = await SmppClient.ConnectAsync(CarrierClient.Of(options, trust), new Esme(), TimeProvider.System, TestContext.Current.CancellationToken);
        if (result is not SmppConnectResult.Bound bound)
            {
            Assert.Equal(ConnectFailure.Tls, Assert.IsType<SmppConnectResult.Failed>(result).Failure);
            return false;
        }
        bound.Client.Abort();
        return true;
    }

    [Fact]
    public async Task It_is_bound_where_our_authority_vouches_and_its_end_is_watched()
    {
        using var certificate = _carriers.Issue(daysLeft: 20);
        await using var server = Start(certificate);
        var trust = Trust(OfAuthority());
        Assert.Empty(trust.Watched());
        Assert.True(await Binds(server, trust));
        var watched = Assert.Single(trust.Watched());
        Assert.Equal(("carrier", new DateTimeOffset(certificate.NotAfter)), (watched.Name, watched.NotAfter));
    }

    [Fact]
    public async Task Neither_the_systems_authorities_nor_strangers_nor_an_expired_certificate_will_do()
    {
        using var certificate = _carriers.Issue();
        await using var server = Start(certificate);
        Assert.False(await Binds(server, Trust(new())));
        Assert.False(await Binds(server, Trust(new() { CaFile = Write("banks.pem", _banks.Pem) })));
        using var expired = _carriers.Issue(daysLeft: -1);
        await using var old = Start(expired);
        Assert.False(await Binds(old, Trust(OfAuthority())));
    }

    [Fact]
    public async Task The_name_is_checked_and_may_be_another_than_the_hosts()
    {
        using var certificate = _carriers.Issue("smpp.carrier.example", loopback: false);
        await using var server = Start(certificate);
        Assert.False(await Binds(server, Trust(OfAuthority())));
        var tls = OfAuthority();
        tls.Name = "smpp.carrier.example";
        Assert.True(await Binds(server, Trust(tls)));
    }

    [Fact]
    public async Task A_pinned_key_and_the_next_one_are_taken_and_no_other()
    {
        using var now = _carriers.Issue();
        using var next = _carriers.Issue();
        using var other = _carriers.Issue();
        foreach (var (certificate, expected) in new[] { (now, true), (next, true), (other, false) })
        {
            await using var server = Start(certificate);
            Assert.Equal(expected, await Binds(server, Trust(OfAuthority(TestAuthority.Pin(now), TestAuthority.Pin(next)))));
        }
    }

    [Fact]
    public async Task Our_certificate_is_shown_and_a_new_one_from_the_next_connection_on()
    {
        using var certificate = _carriers.Issue();
        await using var server = Start(certificate, mutual: true);
        using var old = _banks.Issue("tidings-1");
        using var next = _banks.Issue("tidings-2");
        var tls = OfAuthority();
        tls.CertificateFile = Path.Combine(_folder, "ours.pem");
        TestAuthority.Write(old, tls.CertificateFile);
        var trust = Trust(tls);
        Assert.True(await Binds(server, trust));
        Assert.Equal("CN=tidings-1", _smsc.Caller);
        TestAuthority.Write(next, tls.CertificateFile);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await Binds(server, trust));
        Assert.Equal("CN=tidings-2", _smsc.Caller);
        Write("ours.pem", "broken");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await Binds(server, trust));
        Assert.Contains(trust.Watched(), static one => one.Name == "ours-for-carrier");
    }

    [Fact]
    public void Without_our_certificate_no_connection_is_begun()
    {
        var tls = OfAuthority();
        tls.CertificateFile = Path.Combine(_folder, "missing.pem");
        var trust = Trust(tls);
        Assert.Throws<CertificateUnusableException>(() => trust.Tls());
    }

    [Fact]
    public void A_start_with_files_that_cannot_be_used_is_refused_by_name()
    {
        var options = new CarrierOptions { Tls = { CertificateFile = Write("ours.pem", "broken"), CaFile = Write("ca.pem", ""), PinnedKeys = ["00"] } };
        var wrong = new CarrierOptionsCheck().Validate(null, options).Failures!.ToArray();
        Assert.Equal(["Carrier:Tls:CertificateFile", "Carrier:Tls:CaFile", "Carrier:Tls:PinnedKeys"], wrong.Select(static line => line.Split(' ')[0].TrimEnd(':')));
    }

    sealed class Smsc : ISmppServerHandler
    {
        public string? Caller { get; private set; }

        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation)
        {
            Caller = request.Certificate?.Subject;
            return new(BindDecision.Accept);
        }

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
        {
        }
    }

    sealed class Esme : ISmppClientHandler
    {
        public void OnSubmitSmResp(SmppClient session, long token, Tidings.Smpp.Codec.CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
        {
        }

        public void OnResponseTimeout(SmppClient session, long token)
        {
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
        }
    }
}
