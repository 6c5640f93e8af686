using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Tests.Transit;
using Tidings.Server.Host;

namespace Tidings.Server.Tests.Host;

/// <summary>Kestrel with the API's TLS and one page, which tells the caller's certificate.</summary>
internal sealed class TlsApi : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("api-tls-").FullName;
    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    WebApplication _app = null!;

    public TestAuthority Authority { get; } = new();

    public string CertificateFile => Path.Combine(_folder, "tls.crt");

    public Uri Address { get; private set; } = null!;

    public static async Task<TlsApi> Start(Action<TlsOptions, TlsApi>? set = null)
    {
        var api = new TlsApi();
        using var certificate = api.Authority.Issue();
        TestAuthority.Write(certificate, api.CertificateFile);
        var options = new TlsOptions { CertificateFile = api.CertificateFile };
        set?.Invoke(options, api);
        Assert.True(new TlsOptionsCheck().Validate(null, options).Succeeded);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var tls = new ApiTls(Options.Create(options), api._time, NullLogger<ApiTls>.Instance);
        builder.WebHost.UseUrls("https://127.0.0.1:0").ConfigureKestrel(tls.Apply);
        api._app = builder.Build();
        api._app.Run(static async context => await context.Response.WriteAsync((await context.Connection.GetClientCertificateAsync())?.Subject ?? "nobody"));
        await api._app.StartAsync(TestContext.Current.CancellationToken);
        api.Address = new(api._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return api;
    }

    public string Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(_folder, name), content);
        return Path.Combine(_folder, name);
    }

    /// <summary>Long enough for the files to be looked at again.</summary>
    public void Later() => _time.Advance(TimeSpan.FromSeconds(2));

    /// <summary>Over a new connection: what was answered, and the serial number of the API's certificate.</summary>
    public async Task<(string Answer, string Serial)> Ask(X509Certificate2? caller = null)
    {
        var serial = "";
        using var handler = new SocketsHttpHandler
        {
            SslOptions =
            {
                ClientCertificates = caller is null ? null : [caller],
                LocalCertificateSelectionCallback = caller is null ? null : (_, _, _, _, _) => caller,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (serial = ((X509Certificate2)certificate!).SerialNumber).Length > 0,
            },
        };
        using var client = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version11 };
        return (await client.GetStringAsync(Address, TestContext.Current.CancellationToken), serial);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
