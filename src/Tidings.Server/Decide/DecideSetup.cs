using Microsoft.Extensions.Options;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;
using Tidings.Server.Decide.Explain;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Decide;

/// <summary>Alerts, settings, and the rulebook in force.</summary>
public static class DecideSetup
{
    /// <summary>Needs an <see cref="IStore"/>, a <see cref="TimeProvider"/>, and the store opened by a hosted service registered before.</summary>
    /// <param name="initial">The settings until the bank stores its own by PUT /v1/settings.</param>
    /// <param name="packs">Policy packs beside those that are shipped.</param>
    public static IServiceCollection AddDecide(this IServiceCollection services, BankSettings initial, params IReadOnlyList<PolicyPack> packs)
    {
        services.AddSingleton(provider => new RulebookHolder(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<TimeProvider>(), initial,
            provider.GetRequiredService<IOptions<CarrierOptions>>().Value.Encoding(), AllAreSimulators(provider), packs));
        services.AddSingleton<IEventPipeline>(static provider => provider.GetRequiredService<RulebookHolder>().Pipeline);
        services.AddHostedService<RulebookStart>();
        services.AddSingleton<Explainer>();
        foreach (var kind in DocumentApprovals.Kinds)
            services.AddSingleton<IBringsIntoForce>(provider => new DocumentApprovals(provider.GetRequiredService<RulebookHolder>(), kind));
        return services;
    }

    /// <summary>Texts of test keys may go to any of the carriers only where no phone hangs on any.</summary>
    static bool AllAreSimulators(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<CarrierOptions>>();
        return (provider.GetService<CarrierNames>()?.All ?? [Carriers.Main]).All(name => options.Get(CarrierNames.OptionsName(name)).Simulator);
    }

    /// <summary>/v1/alerts, /v1/policies, /v1/settings, /v1/keywords and /v1/fraud.</summary>
    public static IEndpointRouteBuilder MapDecide(this IEndpointRouteBuilder endpoints)
    {
        AlertEndpoints.Map(endpoints);
        PolicyEndpoints.Map(endpoints);
        SettingsEndpoints.Map(endpoints);
        KeywordEndpoints.Map(endpoints);
        FraudEndpoints.Map(endpoints);
        ExplainEndpoint.Map(endpoints);
        return endpoints;
    }
}
