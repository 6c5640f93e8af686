using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Tidings.Server.Deliver.Settings;

namespace Tidings.Server.Deliver.Http;

/// <summary>How connections to HTTP carriers are made: no redirect followed, no cookie kept, no proxy asked, certificates checked as those of SMPP carriers are.</summary>
internal sealed class CarrierHandlers(IServiceProvider provider) : IConfigureNamedOptions<HttpClientFactoryOptions>
{
    const string Prefix = "carrier-";

    public static string NameOf(string carrier) => Prefix + carrier;

    public void Configure(string? name, HttpClientFactoryOptions options)
    {
        if (name?.StartsWith(Prefix, StringComparison.Ordinal) != true)
            return;
        options.HandlerLifetime = Timeout.InfiniteTimeSpan;
        options.HttpClientActions.Add(static client => client.Timeout = Timeout.InfiniteTimeSpan);
        options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            var carrier = provider.GetRequiredService<CarrierSet>().All.First(one => one.Name == name[Prefix.Length..]);
            builder.PrimaryHandler = Handler(carrier.Options, carrier.Trust);
        });
    }

    public void Configure(HttpClientFactoryOptions options) => Configure(null, options);

    public static SocketsHttpHandler Handler(CarrierOptions options, CarrierTrust trust) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        SslOptions = Ssl(trust),
    };

    static SslClientAuthenticationOptions Ssl(CarrierTrust trust)
    {
        var tls = trust.Tls();
        return new()
        {
            TargetHost = tls.TargetHost,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = tls.Validate,
            ClientCertificateContext = tls.CertificateContext,
        };
    }
}
