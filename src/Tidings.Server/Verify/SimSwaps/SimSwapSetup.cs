using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Verify.SimSwaps;

internal static class SimSwapSetup
{
    const int MostAnswer = 64 * 1024;

    public static IServiceCollection AddSimSwap(this IServiceCollection services)
    {
        services.AddOptions<SimSwapOptions>().BindConfiguration(SimSwapOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SimSwapOptions>, SimSwapCheck>();
        services.AddSingleton<CamaraSimSwap>();
        services.AddSingleton<ISimSwap>(static provider =>
            provider.GetRequiredService<IOptions<SimSwapOptions>>().Value.Url is null ? new NoSimSwap() : provider.GetRequiredService<CamaraSimSwap>());
        services.AddSingleton<SwapQuestion>();
        services.AddHttpClient(CamaraSimSwap.Client, static client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout.InfiniteTimeSpan, MostAnswer))
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None, MaxResponseHeadersLength = 16,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            // Both questions change nothing, so they may be asked again; whoever does not answer is left alone for a while.
            .AddStandardResilienceHandler().Configure(static (resilience, provider) =>
            {
                (resilience.Retry.MaxRetryAttempts, resilience.Retry.Delay) = (1, TimeSpan.FromMilliseconds(100));
                resilience.AttemptTimeout.Timeout = provider.GetRequiredService<IOptions<SimSwapOptions>>().Value.Within / 2;
                resilience.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(10);
                (resilience.CircuitBreaker.SamplingDuration, resilience.CircuitBreaker.BreakDuration) = (TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));
            });
        return services;
    }
}
