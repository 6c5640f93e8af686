using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public sealed class WhenTheWireIsTls : IDisposable
{
    private readonly X509Certificate2 _smsc = Certificate("localhost");
    private readonly X509Certificate2 _esme = Certificate("esme");
    private readonly X509Certificate2 _stranger = Certificate("stranger");
    private readonly ServerEvents _events = new() { AnswersAtOnce = true };

    [Fact]
    public async Task Messages_pass_where_the_key_is_pinned()
    {
        await using var server = Start(new SmppServerTls { Certificate = _smsc });
        var tls = new SmppClientTls { PinnedKeys = [KeyHash(_smsc)], PinIsEnough = true };
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await ConnectAsync(server, tls)).Client;
        var result = await client.SubmitAsync(new SubmitSm { ShortMessage = new byte[200] }).Within();
        Assert.Equal(CommandStatus.ESME_ROK, result.Status);
        await _events.NextAsync<ServerEvent.Bound>();
        await _events.NextAsync<ServerEvent.Submitted>();
        var unbinding = client.UnbindAsync();
        Assert.Equal(EndReason.PeerUnbind, (await _events.NextAsync<ServerEvent.Closed>()).End.Reason);
        await unbinding.Within();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        await using var server = Start(new SmppServerTls { Certificate = _smsc });
        await RefusesAsync(server, new SmppClientTls());
        await RefusesAsync(server, new SmppClientTls { PinnedKeys = [KeyHash(_smsc)] });
    }

    [Fact]
    public async Task A_certificate_with_another_key_than_the_pinned_is_refused_whoever_vouches()
    {
        await using var server = Start(new SmppServerTls { Certificate = _smsc });
        await RefusesAsync(server, new SmppClientTls { PinnedKeys = [KeyHash(_stranger)], PinIsEnough = true });
        await RefusesAsync(server, new SmppClientTls { PinnedKeys = [KeyHash(_stranger)], Validate = (_, _, _, _) => true });
    }

    [Fact]
    public async Task With_mutual_tls_the_owner_sees_whose_certificate_it_is()
    {
        await using var server = Start(Mutual());
        var tls = new SmppClientTls { Validate = (_, _, _, _) => true, Certificate = _esme };
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await ConnectAsync(server, tls)).Client;
        Assert.Equal(_esme.Thumbprint, _events.LastBind!.Certificate!.Thumbprint);
    }

    [Fact]
    public async Task With_mutual_tls_a_stranger_or_nobody_does_not_get_to_bind()
    {
        await using var server = Start(Mutual());
        var tls = new SmppClientTls { Validate = (_, _, _, _) => true };
        Assert.IsType<SmppConnectResult.Failed>(await ConnectAsync(server, tls with { Certificate = _stranger }));
        Assert.IsType<SmppConnectResult.Failed>(await ConnectAsync(server, tls));
        Assert.Null(_events.LastBind);
    }

    [Fact]
    public async Task A_peer_that_never_shakes_hands_is_a_timeout()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var options = BoundClient.Options(endPoint) with { Tls = new SmppClientTls() };
        var connecting = SmppClient.ConnectAsync(options, new ClientEvents(), clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(ConnectFailure.TimedOut, Assert.IsType<SmppConnectResult.Failed>(await connecting.Within()).Failure);
    }

    public void Dispose()
    {
        _smsc.Dispose();
        _esme.Dispose();
        _stranger.Dispose();
    }

    private SmppServerTls Mutual() => new()
    {
        Certificate = _smsc,
        RequireClientCertificate = true,
        Validate = (_, certificate, _, _) => certificate!.GetCertHashString() == _esme.Thumbprint,
    };

    private SmppServer Start(SmppServerTls tls) => SmppServer.Start(
        new SmppServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), Tls = tls }, _events, TimeProvider.System);

    private static async Task RefusesAsync(SmppServer server, SmppClientTls tls) =>
        Assert.Equal(ConnectFailure.Tls, Assert.IsType<SmppConnectResult.Failed>(await ConnectAsync(server, tls)).Failure);

    private static Task<SmppConnectResult> ConnectAsync(SmppServer server, SmppClientTls tls) => SmppClient.ConnectAsync(
        BoundClient.Options(server.EndPoint) with { Tls = tls with { TargetHost = "localhost" } }, new ClientEvents(), TimeProvider.System,
        Patience.Token).Within();

    private static string KeyHash(X509Certificate2 certificate) =>
        Convert.ToHexString(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
