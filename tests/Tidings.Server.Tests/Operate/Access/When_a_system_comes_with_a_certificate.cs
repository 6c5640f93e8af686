using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Ports;
using Tidings.Server.Operate;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>Over real TLS on loopback; the listener takes any client certificate, as one does that leaves the decision to the thumbprint.</summary>
public sealed class When_a_system_comes_with_a_certificate
{
    internal static X509Certificate2 Make(string subject, int fromDays = -1, int toDays = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(fromDays), now.AddDays(toDays));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    static async Task<WebApplication> Serve(params ClientCertificate[] known)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var server = Make("CN=localhost");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = server;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        })));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IStore, DocumentStore>();
        builder.Services.AddOperate();
        builder.Services.Configure<AccessOptions>(options => options.Certificates = known);
        var app = builder.Build();
        app.UseOperate();
        app.MapOperate();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    static async Task<(int Status, string Text)> Ask(WebApplication app, string path, X509Certificate2? certificate, string? authorization = null)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        if (certificate is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        using var client = new HttpClient(handler) { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        if (authorization is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_is_known_by_its_thumbprint_or_subject_with_its_scopes()
    {
        using var core = Make("CN=core-banking, O=Example Bank");
        using var cards = Make("CN=cards, O=Example Bank");
        using var stranger = Make("CN=stranger, O=Example Bank");
        await using var app = await Serve(
            new() { Name = "core", Sha256 = string.Join(':', core.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant().Chunk(2).Select(static pair => new string(pair))), Scopes = ["events:write"] },
            new() { Name = "cards", Subject = "CN=cards, O=Example Bank", Scopes = ["keys:manage"] });
        var (status, me) = await Ask(app, "/v1/me", core);
        Assert.Equal(200, status);
        Assert.Contains("\"certificate:core\"", me, StringComparison.Ordinal);
        Assert.Equal(403, (await Ask(app, "/v1/keys", core)).Status);
        Assert.Equal(200, (await Ask(app, "/v1/keys", cards)).Status);
        Assert.Equal(401, (await Ask(app, "/v1/me", stranger)).Status);
        Assert.Equal(401, (await Ask(app, "/v1/me", null)).Status);
        // Who sends a header means it.
        Assert.Equal(401, (await Ask(app, "/v1/me", core, "Bearer tk_live_wrong")).Status);
    }

    [Theory]
    [InlineData(-2, -1), InlineData(1, 2)]
    public async Task Expired_or_not_valid_yet_it_opens_nothing(int from, int to)
    {
        using var late = Make("CN=late", from, to);
        await using var app = await Serve(new ClientCertificate { Name = "late", Sha256 = late.GetCertHashString(HashAlgorithmName.SHA256), Scopes = ["events:write"] });
        Assert.Equal(401, (await Ask(app, "/v1/me", late)).Status);
    }

    [Fact]
    public void An_entry_that_means_nothing_or_two_things_stops_the_start()
    {
        var hash = new string('a', 64);
        ClientCertificate good = new() { Name = "a", Sha256 = hash, Scopes = ["events:write"] };
        Assert.True(Check(good).Succeeded);
        foreach (var wrong in (ClientCertificate[][])
        [
            [new() { Sha256 = hash, Scopes = ["events:write"] }], [new() { Name = "a", Scopes = ["events:write"] }], [new() { Name = "a", Sha256 = hash, Subject = "CN=a", Scopes = ["events:write"] }],
            [new() { Name = "a", Sha256 = hash[1..], Scopes = ["events:write"] }], [new() { Name = "a", Sha256 = "g" + hash[1..], Scopes = ["events:write"] }], [new() { Name = "a", Sha256 = hash }],
            [new() { Name = "a", Sha256 = hash, Scopes = ["events:writ"] }], [good, good],
        ])
            Assert.True(Check(wrong).Failed);
    }

    static Microsoft.Extensions.Options.ValidateOptionsResult Check(params ClientCertificate[] entries) => new CertificateOptionsCheck().Validate(null, new() { Certificates = entries });
}
