using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Approval;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Http;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Pauses;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Deliver.Watch;
using Tidings.Server.Operate.Access;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

internal static class DeliverServices
{
    /// <summary>
    /// Delivery over all carriers: <see cref="IDispatch"/>, the binds' grains and their pulse. Needs a store, the silo, AddDecide and AddTrack. Its hosted service must
    /// be registered after the silo, so that it stops (and drains the binds) before it.
    /// </summary>
    public static IServiceCollection AddDeliver(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new CarrierNames(provider.GetService<IConfiguration>()));
        services.AddOptions<CarrierOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<CarrierOptions>>(static provider => new CarrierOptionsOf(provider.GetService<IConfiguration>()));
        services.AddSingleton<IValidateOptions<CarrierOptions>, CarrierAnnotationsCheck>();
        services.AddSingleton<IValidateOptions<CarrierOptions>, CarrierOptionsCheck>();
        services.AddOptions<RoutingOptions>().BindConfiguration(RoutingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RoutingOptions>, RoutingCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<DeliverMetrics>();
        // No line of a request stands in a log: its address can name an account.
        services.ConfigureHttpClientDefaults(static client => client.RemoveAllLoggers());
        services.AddHttpClient();
        services.AddSingleton<IConfigureOptions<HttpClientFactoryOptions>, CarrierHandlers>();
        services.AddSingleton<ReferenceLoader>();
        services.AddSingleton<OwnSenders>();
        services.AddHostedService<OwnSendersStart>();
        services.AddHostedService<ClearCarriersStart>();
        services.AddSingleton(static provider => new SenderRegister(provider.GetRequiredService<RulebookHolder>()));
        services.AddSingleton(CarrierSets.Outbox);
        services.AddSingleton(CarrierSets.Carriers);
        services.AddSingleton<IDispatch, Dispatch>();
        services.AddSingleton<WaitingTexts>();
        services.AddSingleton<Closings>();
        services.AddSingleton<CarrierView>();
        services.AddSingleton<CallingCarriers>();
        services.AddHostedService<CarrierGauges>();
        services.AddSingleton<ClassCounts>();
        services.AddSingleton<ClassPauses>();
        services.AddSingleton<PauseMetrics>();
        services.AddSingleton<SurgeWatch>();
        services.AddHostedService<PauseStart>();
        services.AddHostedService(static provider => provider.GetRequiredService<SurgeWatch>());
        // Before the binds: what an earlier run acknowledged is done before a text leaves.
        services.AddHostedService(static provider => provider.GetRequiredService<Closings>());
        // And before any session: which carriers are in force.
        services.AddSingleton<CarrierBook>();
        services.AddSingleton<CarrierApprovals>().AddSingleton<IBringsIntoForce>(static provider => provider.GetRequiredService<CarrierApprovals>());
        services.AddHostedService(static provider => provider.GetRequiredService<CarrierApprovals>());
        services.AddHostedService<BindPulse>();
        return services;
    }

    /// <summary>/v1/carriers and /v1/classes.</summary>
    public static IEndpointRouteBuilder MapDeliver(this IEndpointRouteBuilder endpoints)
    {
        CarrierEndpoints.Map(endpoints);
        ClassEndpoints.Map(endpoints);
        return endpoints;
    }
}
