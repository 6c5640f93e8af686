using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Security.Tests.Transit;
using Tidings.Server.Deliver.Settings;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Tests.Host;

/// <summary>Openssl is the judge: it offers old versions and weak suites at a security level at which it would speak them itself.</summary>
public sealed class When_weak_tls_is_offered
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Level = "@SECLEVEL=0";

    /// <summary>Arguments of s_client and s_server, and whether a handshake comes about.</summary>
    public static TheoryData<string, bool> Offered => new()
    {
        { "-tls1_3", true },
        { "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", true },
        { "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305", true },
        { "-tls1 -cipher ALL" + Level, false },
        { "-tls1_1 -cipher ALL" + Level, false },
        { "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256" + Level, false },
        { "-tls1_2 -cipher ECDHE-ECDSA-AES256-SHA384" + Level, false },
        { "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA" + Level, false },
        { "-tls1_2 -cipher ECDHE-ECDSA-AES128-CCM8" + Level, false },
        { "-tls1_2 -cipher AES128-GCM-SHA256:AES128-SHA" + Level, false },
        { "-tls1_2 -cipher ECDHE-ECDSA-NULL-SHA:NULL:aNULL" + Level, false },
    };

    [Theory]
    [MemberData(nameof(Offered))]
    public async Task The_API_takes_what_is_strong_and_nothing_else(string arguments, bool agrees)
    {
        await using var api = await TlsApi.Start();
        var (agreed, said) = await OpenSsl.Offers(api.Address.Port, arguments);
        Assert.True(agreed == agrees, said);
    }

    [Theory]
    [MemberData(nameof(Offered))]
    public async Task An_SMPP_server_of_ours_takes_what_is_strong_and_nothing_else(string arguments, bool agrees)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        await using var server = SmppServer.Start(new() { EndPoint = new(IPAddress.Loopback, 0), Tls = new() { Certificate = certificate } }, new Silent(), TimeProvider.System);
        var (agreed, said) = await OpenSsl.Offers(server.EndPoint.Port, arguments);
        Assert.True(agreed == agrees, said);
    }

    [Theory]
    [MemberData(nameof(Offered))]
    public async Task We_speak_to_a_carrier_what_is_strong_and_nothing_else(string arguments, bool agrees)
    {
        var folder = Directory.CreateTempSubdirectory("weak-tls-");
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        var file = Path.Combine(folder.FullName, "carrier.pem");
        TestAuthority.Write(certificate, file);
        var (openssl, port) = await OpenSsl.Serve(file, arguments);
        try
        {
            var options = new CarrierOptions { Port = port, ConnectTimeout = TimeSpan.FromSeconds(2), Tls = { Enabled = true, PinnedKeys = [TestAuthority.Pin(certificate)], PinIsEnough = true } };
            var trust = new CarrierTrust(options.Tls, TimeProvider.System, NullLogger.Instance);
            var connecting = SmppClient.ConnectAsync(CarrierClient.Of(options, trust), new SilentEsme(), TimeProvider.System, Cancel);
            if (agrees)
            {
                // Behind the handshake nobody answers the bind: openssl ends, and so does the connection, of which the handshake is no part any more.
                while (trust.Watched().All(static one => one.Name != "carrier"))
                    await Task.Yield();
                openssl.Kill();
            }
            var failed = Assert.IsType<SmppConnectResult.Failed>(await connecting);
            Assert.Equal(agrees, failed.Failure != ConnectFailure.Tls);
        }
        finally
        {
            openssl.Kill();
            openssl.Dispose();
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Over_TLS_a_browser_is_told_to_come_by_TLS_for_a_year()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue();
        var folder = Directory.CreateTempSubdirectory("hsts-");
        var file = Path.Combine(folder.FullName, "tls.pem");
        TestAuthority.Write(certificate, file);
        await using var app = Tidings.Server.Host.TidingsServer.Create(
            [$"--Node:DataDirectory={folder.FullName}", $"--Tls:CertificateFile={file}", "--urls=https://127.0.0.1:0", "--Partitions:Count=1"],
            static builder => builder.Logging.ClearProviders());
        await app.StartAsync(Cancel);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        using var client = new HttpClient(handler);
        using var answer = await client.GetAsync(new Uri(new(app.Urls.First()), "/v1/me"), Cancel);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        await app.StopAsync(Cancel);
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    sealed class Silent : ISmppServerHandler
    {
        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) => new(BindDecision.Accept);

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
        {
        }
    }

    sealed class SilentEsme : ISmppClientHandler
    {
        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
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
