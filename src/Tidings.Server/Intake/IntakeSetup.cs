using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Intake.Events;
using Tidings.Server.Intake.Files;
using Tidings.Server.Intake.Messages;

namespace Tidings.Server.Intake;

/// <summary>The doors through which a bank's events, customers and accounts come in.</summary>
public static class IntakeSetup
{
    /// <summary>Needs <see cref="Partitions.IEventRouter"/> and what stands beside it.</summary>
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddOptions<IntakeOptions>().BindConfiguration("Intake").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsCheck>();
        services.AddSingleton<IntakeGate>();
        services.AddSingleton(static provider => new NumberingPlan(Options(provider).DefaultRegion, Options(provider).AssignedNumbersOnly));
        services.AddSingleton(static provider => new CustomerDefaults(Options(provider).DefaultLanguage, Options(provider).DefaultTimeZone));
        services.AddSingleton<EventReaders>();
        services.AddSingleton<EventPump>();
        services.AddSingleton<FilePump>();
        services.AddSingleton<EventsDoor>();
        services.AddSingleton<AdHocDoor>();
        services.AddSingleton<CustomerActs>();
        services.AddSingleton<CustomersDoor>();
        services.AddSingleton<ErasureApproval>().AddSingleton<Operate.Access.IBringsIntoForce>(static provider => provider.GetRequiredService<ErasureApproval>());
        services.AddSingleton<CustomerErasure>();
        services.AddSingleton<AccountsDoor>();
        services.AddSingleton<ImportDoor>();
        services.AddSingleton<FilesDoor>();
        services.AddHostedService<DropFolder>();
        return services;
    }

    /// <summary>/v1/events, /v1/files, /v1/messages, /v1/customers, /v1/accounts.</summary>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder endpoints)
    {
        IntakeEndpoints.Map(endpoints);
        return endpoints;
    }

    static IntakeOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<IntakeOptions>>().Value;
}
