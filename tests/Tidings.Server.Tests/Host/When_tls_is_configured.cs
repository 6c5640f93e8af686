using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tidings.Security.Tests.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

public sealed class When_tls_is_configured : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("tls-node-").FullName;
    readonly TestAuthority _authority = new();

    string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(_folder, name), content);
        return Path.Combine(_folder, name);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_whole_node_serves_its_https_addresses_with_it()
    {
        using var certificate = _authority.Issue();
        TestAuthority.Write(certificate, Path.Combine(_folder, "tls.crt"), Path.Combine(_folder, "tls.key"));
        await using var app = TidingsServer.Create(
            [
                $"--Node:DataDirectory={_folder}/data", "--urls=https://127.0.0.1:0", "--Partitions:Count=1",
                $"--Tls:CertificateFile={_folder}/tls.crt", $"--Tls:KeyFile={_folder}/tls.key",
            ],
            static builder => builder.Logging.ClearProviders());
        await app.StartAsync(TestContext.Current.CancellationToken);
        var serial = "";
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => (serial = shown!.GetSerialNumberString()).Length > 0 },
        });
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var answer = await client.GetAsync(address + "/health/live", TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(certificate.SerialNumber, serial);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_start_with_a_broken_certificate_is_refused_by_name()
    {
        var file = Write("tls.crt", "broken");
        var refusal = Assert.Throws<OptionsValidationException>(() => TidingsServer.Create(
            [$"--Node:DataDirectory={_folder}/data", "--urls=https://127.0.0.1:0", $"--Tls:CertificateFile={file}"], static builder => builder.Logging.ClearProviders()));
        Assert.Contains("Tls:CertificateFile", Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void What_would_fail_at_a_handshake_fails_at_the_start()
    {
        using var one = _authority.Issue();
        using var other = _authority.Issue();
        TestAuthority.Write(one, Path.Combine(_folder, "one.crt"), Path.Combine(_folder, "one.key"));
        TestAuthority.Write(other, Path.Combine(_folder, "other.crt"), Path.Combine(_folder, "other.key"));
        var (certificate, key) = (Path.Combine(_folder, "one.crt"), Path.Combine(_folder, "one.key"));
        Assert.Empty(Wrong(new()));
        Assert.Empty(Wrong(new() { CertificateFile = certificate, KeyFile = key, ClientCertificates = ClientCertificates.Optional, ClientCaFile = Write("ca.pem", _authority.Pem) }));
        Assert.Single(Wrong(new() { CertificateFile = certificate }));
        Assert.Single(Wrong(new() { CertificateFile = certificate, KeyFile = Path.Combine(_folder, "other.key") }));
        Assert.Single(Wrong(new() { CertificateFile = Path.Combine(_folder, "missing.crt"), KeyFile = key }));
        Assert.Single(Wrong(new() { KeyFile = key }));
        Assert.Single(Wrong(new() { ClientCertificates = ClientCertificates.Required }));
        Assert.Single(Wrong(new() { ClientCertificates = ClientCertificates.Required, ClientCaFile = Write("empty.pem", "") }));
        Assert.Single(Wrong(new() { ClientCertificates = (ClientCertificates)7, ClientCaFile = Path.Combine(_folder, "ca.pem") }));
    }

    static IEnumerable<string> Wrong(TlsOptions options) => new TlsOptionsCheck().Validate(null, options).Failures ?? [];
}
