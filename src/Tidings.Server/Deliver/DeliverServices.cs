using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tidings.Server.Decide;
using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Pauses;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track;

namespace Tidings.Server.Deliver;

internal static class DeliverServices
{
    /// <summary>
    /// Delivery over the one carrier: <see cref="IDispatch"/>, the binds' grains and their pulse. Needs a store, the silo, AddDecide and AddTrack. Its hosted service must
    /// be registered after the silo, so that it stops (and drains the binds) before it.
    /// </summary>
    public static IServiceCollection AddDeliver(this IServiceCollection services)
    {
        services.AddOptions<CarrierOptions>().BindConfiguration(CarrierOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<CarrierOptions>, CarrierOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<DeliverMetrics>();
        services.AddSingleton<ReferenceLoader>();
        services.AddSingleton(static provider => new SenderRegister(provider.GetRequiredService<RulebookHolder>()));
        services.AddSingleton(static provider => ActivatorUtilities.CreateInstance<CarrierDelivery>(provider, Carriers.Main));
        services.AddSingleton<ClassCounts>();
        services.AddSingleton<ClassPauses>();
        services.AddSingleton<PauseMetrics>();
        services.AddSingleton<SurgeWatch>();
        services.AddSingleton<IDispatch, Dispatch>();
        services.AddHostedService<PauseStart>();
        services.AddHostedService(static provider => provider.GetRequiredService<SurgeWatch>());
        services.AddHostedService<BindPulse>();
        return services;
    }
}
