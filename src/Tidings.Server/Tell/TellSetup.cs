using Microsoft.Extensions.Options;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Operate.Access;
using Tidings.Server.Partitions;
using Tidings.Server.Tell.Send;
using Tidings.Server.Tell.Subscriptions;

namespace Tidings.Server.Tell;

/// <summary>Webhooks: those outside are told what became of messages.</summary>
internal static class TellSetup
{
    /// <summary>Needs a store, opened by a hosted service before. Its hosted service must be registered before the flow's, which must not begin before it is known whether somebody listens.</summary>
    public static IServiceCollection AddTell(this IServiceCollection services)
    {
        services.AddOptions<TellOptions>().BindConfiguration(TellOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<TellOptions>, TellOptionsCheck>();
        services.AddSingleton<TellSwitch>();
        services.AddOptions<PartitionOptions>().PostConfigure<TellSwitch>(static (options, told) => options.Tell = told);
        services.AddSingleton<IPostConfigureOptions<CarrierOptions>>(static provider =>
            new PostConfigureOptions<CarrierOptions, TellSwitch>(null, provider.GetRequiredService<TellSwitch>(), static (options, told) => options.Tell = told));
        services.AddMetrics();
        services.AddSingleton<TellMetrics>();
        services.AddSingleton<AddressGuard>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<Letters>();
        services.AddSingleton<Teller>();
        services.AddHostedService(static provider => provider.GetRequiredService<Teller>());
        services.AddSingleton<SubscriptionBook>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<WebhookRules>();
        services.AddSingleton<IBringsIntoForce, WebhookApproval>();
        return services;
    }

    /// <summary>/v1/webhooks.</summary>
    public static IEndpointRouteBuilder MapTell(this IEndpointRouteBuilder endpoints)
    {
        WebhookEndpoints.Map(endpoints);
        DeadLetterEndpoints.Map(endpoints);
        return endpoints;
    }
}
