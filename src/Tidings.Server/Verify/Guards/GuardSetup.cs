namespace Tidings.Server.Verify.Guards;

internal static class GuardSetup
{
    /// <summary>Needs a store and AddDecide.</summary>
    public static IServiceCollection AddGuards(this IServiceCollection services)
    {
        services.AddSingleton<GuardMetrics>();
        services.AddHostedService<GuardMetricsStart>();
        services.AddSingleton<BreakerWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<BreakerWatch>());
        services.AddSingleton<CountsKeeper>();
        services.AddHostedService(static provider => provider.GetRequiredService<CountsKeeper>());
        return services;
    }
}
