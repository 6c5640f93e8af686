using Microsoft.Extensions.Options;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Server.Decide.Fraud.Cases;

namespace Tidings.Server.Decide.Fraud;

/// <summary>What fraud is sought by, beside the rulebook.</summary>
internal static class FraudSetup
{
    /// <summary>Needs the store opened by a hosted service registered before; partitions are taken after it.</summary>
    public static IServiceCollection AddFraud(this IServiceCollection services)
    {
        services.AddOptions<FraudOptions>().BindConfiguration(FraudOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(static provider => new Counterparties(provider.GetRequiredService<IOptions<FraudOptions>>().Value.MostCounterparties));
        services.AddSingleton<CounterpartyKeeper>();
        services.AddHostedService(static provider => provider.GetRequiredService<CounterpartyKeeper>());
        services.AddSingleton<QuestionReader>();
        services.AddSingleton<FraudCases>();
        return services;
    }
}
