using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Tidings.Server.Partitions;

internal static class PartitionServices
{
    public static IServiceCollection AddPartitions(this IServiceCollection services)
    {
        services.AddOptions<PartitionOptions>().BindConfiguration("Partitions").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<IAccountDirectory>(static provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<JournalReplay>();
        services.AddSingleton<PartitionOwnerFactory>();
        services.AddSingleton<IEventRouter, EventRouter>();
        services.AddSingleton<ICustomerReader, CustomerReader>();
        services.AddSingleton<PartitionPulse>();
        services.AddHostedService(static provider => provider.GetRequiredService<PartitionPulse>());
        return services;
    }
}
