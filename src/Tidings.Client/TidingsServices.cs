using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Tidings.Client.Calls;

namespace Tidings.Client;

/// <summary>Adds the client to an application's services.</summary>
public static class TidingsServices
{
    /// <summary>The name of the <see cref="HttpClient"/> that <see cref="IHttpClientFactory"/> makes for the client.</summary>
    public const string HttpClientName = "Tidings";

    // Connections end after this time, so that a name that has moved is asked again.
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Adds <see cref="TidingsClient"/>, which may be used from many threads at once and kept for ever. What may be repeated is tried again by the standard resilience handler
    /// until <see cref="TidingsOptions.Patience"/> is over.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets address and key. Null: <see cref="TidingsOptions"/> are configured elsewhere, for example from a section of the configuration.</param>
    /// <returns>The builder of the <see cref="HttpClient"/>, for handlers of the application's own.</returns>
    /// <exception cref="OptionsValidationException">When the client is first asked for, or the application's host starts: an option is missing or wrong.</exception>
    public static IHttpClientBuilder AddTidings(this IServiceCollection services, Action<TidingsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<TidingsOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TidingsOptions>, TidingsOptionsCheck>());
        services.TryAddSingleton(static provider => new TidingsClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName), provider.GetRequiredService<IOptions<TidingsOptions>>().Value, Time(provider)));
        var builder = services.AddHttpClient(HttpClientName, static (provider, http) => Prepare(http, provider.GetRequiredService<IOptions<TidingsOptions>>().Value))
            .UseSocketsHttpHandler(static (handler, provider) => Prepare(handler, provider.GetRequiredService<IOptionsMonitor<TidingsOptions>>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        builder.AddStandardResilienceHandler().Configure(static (standard, provider) => Repeats.Apply(standard, provider.GetRequiredService<IOptions<TidingsOptions>>().Value, Time(provider)));
        // Inside of the repeats: each attempt has the key of its time, and its whole answer is read within the attempt.
        return builder.AddHttpMessageHandler(static provider => new CallHandler(provider.GetRequiredService<IOptionsMonitor<TidingsOptions>>()));
    }

    static TimeProvider Time(IServiceProvider provider) => provider.GetService<TimeProvider>() ?? TimeProvider.System;

    static void Prepare(HttpClient http, TidingsOptions options)
    {
        // Paths are from here on, also where the node stands behind a path of its own.
        var address = options.Address!.AbsoluteUri;
        http.BaseAddress = new(address.EndsWith('/') ? address : address + "/");
        // The attempts have times of their own.
        http.Timeout = Timeout.InfiniteTimeSpan;
        http.DefaultRequestHeaders.UserAgent.Add(new("Tidings.Client", typeof(TidingsServices).Assembly.GetName().Version?.ToString(3)));
    }

    static void Prepare(SocketsHttpHandler handler, IOptionsMonitor<TidingsOptions> options)
    {
        // Nobody else is to get the key, and nothing of one answer is to come back with another call.
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.PooledConnectionLifetime = ConnectionLifetime;
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => options.CurrentValue.Certificate!;
        if (options.CurrentValue.TrustedRoots is { Count: > 0 } roots)
            handler.SslOptions.CertificateChainPolicy = Only(roots);
    }

    static X509ChainPolicy Only(X509Certificate2Collection roots)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        return policy;
    }
}
