using System.Net.Sockets;
using Tidings.Security.Tests.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public sealed class When_the_api_speaks_tls
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replaced_certificate_counts_at_the_next_handshake()
    {
        await using var api = await TlsApi.Start();
        var (answer, before) = await api.Ask();
        Assert.Equal("nobody", answer);
        using var next = api.Authority.Issue();
        TestAuthority.Write(next, api.CertificateFile);
        Assert.Equal(before, (await api.Ask()).Serial);
        api.Later();
        Assert.Equal(next.SerialNumber, (await api.Ask()).Serial);
        api.Write("tls.crt", "broken");
        api.Later();
        Assert.Equal(next.SerialNumber, (await api.Ask()).Serial);
    }

    [Fact]
    public async Task A_handshake_of_1_1_is_refused_and_one_of_1_2_is_not()
    {
        await using var api = await TlsApi.Start();
        Assert.Equal((0x16, 0x02), await FirstWord(api, 0x0303));
        const int alert = 0x15, protocolVersion = 70;
        Assert.Equal((alert, protocolVersion), await FirstWord(api, 0x0302));
    }

    [Fact]
    public async Task Where_callers_must_show_a_certificate_only_those_of_the_authority_get_in()
    {
        await using var api = await TlsApi.Start(static (options, api) =>
            (options.ClientCertificates, options.ClientCaFile) = (ClientCertificates.Required, api.Write("ca.pem", api.Authority.Pem)));
        using var bank = api.Authority.Issue("core-banking");
        Assert.Equal("CN=core-banking", (await api.Ask(bank)).Answer);
        using var stranger = new TestAuthority();
        using var theirs = stranger.Issue("core-banking");
        using var expired = api.Authority.Issue("core-banking", daysLeft: -1);
        using var server = api.Authority.Issue("core-banking", usages: [Tidings.Security.Transit.Authorities.ForServers]);
        foreach (var refused in new[] { theirs, expired, server, null })
            await Assert.ThrowsAsync<HttpRequestException>(() => api.Ask(refused));
    }

    [Fact]
    public async Task Where_callers_may_show_one_a_strangers_is_refused_and_none_is_not()
    {
        await using var api = await TlsApi.Start(static (options, api) =>
            (options.ClientCertificates, options.ClientCaFile) = (ClientCertificates.Optional, api.Write("ca.pem", api.Authority.Pem)));
        using var bank = api.Authority.Issue("core-banking");
        Assert.Equal("CN=core-banking", (await api.Ask(bank)).Answer);
        Assert.Equal("nobody", (await api.Ask()).Answer);
        using var stranger = new TestAuthority();
        using var theirs = stranger.Issue();
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Ask(theirs));
    }

    [Fact]
    public async Task An_authority_that_is_replaced_counts_at_the_next_handshake()
    {
        await using var api = await TlsApi.Start(static (options, api) =>
            (options.ClientCertificates, options.ClientCaFile) = (ClientCertificates.Required, api.Write("ca.pem", api.Authority.Pem)));
        using var next = new TestAuthority("Next authority");
        using var caller = next.Issue("core-banking");
        await Assert.ThrowsAsync<HttpRequestException>(() => api.Ask(caller));
        api.Write("ca.pem", next.Pem);
        api.Later();
        Assert.Equal("CN=core-banking", (await api.Ask(caller)).Answer);
    }

    /// <summary>What the server says to a ClientHello of a version (RFC 5246 §7.4.1.2), written by hand since today's clients do not say the old ones.</summary>
    /// <returns>A record's type, and of a handshake its kind, of an alert its description.</returns>
    static async Task<(int Type, int Kind)> FirstWord(TlsApi api, ushort version)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(api.Address.Host, api.Address.Port, Cancel);
        await client.GetStream().WriteAsync(ClientHello(version), Cancel);
        var record = new byte[7];
        await client.GetStream().ReadExactlyAsync(record, Cancel);
        return record[0] == 0x15 ? (record[0], record[6]) : (record[0], record[5]);
    }

    static byte[] ClientHello(ushort version)
    {
        // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 for 1.2 and ..._AES_128_CBC_SHA for 1.1; then groups, point formats and signature algorithms.
        byte[] ciphers = [0xC0, 0x2B, 0xC0, 0x09];
        byte[] extensions =
        [
            0x00, 0x0A, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17,
            0x00, 0x0B, 0x00, 0x02, 0x01, 0x00,
            0x00, 0x0D, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03, 0x02, 0x03,
        ];
        byte[] body =
        [
            (byte)(version >> 8), (byte)version, .. new byte[32], 0, 0, (byte)ciphers.Length, .. ciphers, 1, 0, 0, (byte)extensions.Length, .. extensions,
        ];
        byte[] handshake = [1, 0, 0, (byte)body.Length, .. body];
        return [0x16, 0x03, 0x01, 0, (byte)handshake.Length, .. handshake];
    }
}
