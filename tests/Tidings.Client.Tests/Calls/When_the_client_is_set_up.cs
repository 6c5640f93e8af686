using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tidings.Security.Tests.Transit;

namespace Tidings.Client.Tests.Calls;

public sealed class When_the_client_is_set_up
{
    static readonly Uri Good = new("https://tidings.bank.example");

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<TidingsOptions>> Wrong => new()
    {
        { "Address is missing", static options => options.Address = null },
        { "Address is not that of a node", static options => options.Address = new("/v1", UriKind.Relative) },
        { "Address is not that of a node", static options => options.Address = new("ftp://tidings.bank.example") },
        { "Address is not that of a node", static options => options.Address = new("https://user:secret@tidings.bank.example") },
        { "Address is plain http", static options => options.Address = new("http://tidings.bank.example") },
        { "Key is missing", static options => options.Key = null },
        { "Key is not written as one", static options => options.Key = "tk_live_x\n" },
        { "Patience is out of range", static options => options.Patience = TimeSpan.FromHours(1) + TimeSpan.FromTicks(1) },
        { "AttemptTimeout is out of range", static options => options.AttemptTimeout = TimeSpan.FromMilliseconds(99) },
        { "EventsPerRequest is out of range", static options => options.EventsPerRequest = 0 },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_told_at_once_and_no_value_is_repeated(string said, Action<TidingsOptions> set)
    {
        await using var bank = Bank.At(Good, "tk_live_x", set);
        var failure = Assert.Throws<OptionsValidationException>(() => bank.Tidings);
        Assert.StartsWith(said, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tk_live_x", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_goes_where_it_is_allowed_and_the_limits_are_inside()
    {
        await using var bank = Bank.At(new("http://tidings.bank.example"), "tk_live_x", static options =>
            (options.PlainHttp, options.Patience, options.AttemptTimeout, options.EventsPerRequest) = (true, TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), 10_000));
        Assert.NotNull(bank.Tidings);
        Assert.Same(bank.Tidings, bank.Tidings);
    }

    [Fact]
    public async Task A_key_that_configuration_replaces_counts_with_the_next_call()
    {
        await using var node = await ScriptedNode.Start((404, ScriptedNode.Problem, """{"code":"not-found"}"""));
        var configuration = new ConfigurationManager { ["Tidings:Address"] = node.Address.ToString(), ["Tidings:Key"] = "tk_live_old" };
        var services = new ServiceCollection();
        services.AddTidings();
        services.Configure<TidingsOptions>(configuration.GetSection("Tidings"));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<TidingsClient>();
        await client.Messages.FindAsync("m1", Cancel);
        configuration["Tidings:Key"] = "tk_live_new";
        ((IConfigurationRoot)configuration).Reload();
        await client.Messages.FindAsync("m1", Cancel);
        Assert.Equal(["Bearer tk_live_old", "Bearer tk_live_new"], node.Asks.Select(static one => one.Authorization));
    }

    [Fact]
    public async Task It_shows_its_certificate_and_trusts_the_authority_that_it_was_given_and_no_other()
    {
        using var authority = new TestAuthority();
        using var served = authority.Issue();
        using var shown = authority.Issue("core-banking");
        await using var app = Tls(served);
        await app.StartAsync(Cancel);
        var address = new Uri(app.Urls.First());

        await using var bank = Bank.At(address, null, options => (options.Certificate, options.TrustedRoots, options.Patience) = (shown, [authority.Certificate], TimeSpan.Zero));
        var failure = await Assert.ThrowsAsync<TidingsException>(() => bank.Tidings.Messages.FindAsync("m1", Cancel));
        Assert.Equal("CN=core-banking", failure.Detail);

        using var stranger = new TestAuthority("Another");
        await using var careful = Bank.At(address, null, options => (options.Certificate, options.TrustedRoots, options.Patience) = (shown, [stranger.Certificate], TimeSpan.Zero));
        Assert.Equal(TidingsException.Unreachable, (await Assert.ThrowsAsync<TidingsException>(() => careful.Tidings.Messages.FindAsync("m1", Cancel))).Code);
        await using var usual = Bank.At(address, "tk_live_x", static options => options.Patience = TimeSpan.Zero);
        Assert.Equal(TidingsException.Unreachable, (await Assert.ThrowsAsync<TidingsException>(() => usual.Tidings.Messages.FindAsync("m1", Cancel))).Code);
    }

    /// <summary>Tells the caller's certificate as what is wrong.</summary>
    static WebApplication Tls(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("https://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.AllowAnyClientCertificate();
        }));
        var app = builder.Build();
        app.Run(static http =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (403, ScriptedNode.Problem);
            return http.Response.WriteAsync($$"""{"code":"forbidden","detail":"{{http.Connection.ClientCertificate?.Subject}}"}""");
        });
        return app;
    }
}
