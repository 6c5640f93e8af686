using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Server.Intake.Events;

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
        services.AddSingleton<EventsDoor>();
        return services;
    }

    /// <summary>/v1/events.</summary>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/events", static (HttpContext http, EventsDoor door) => door.Post(http));
        return endpoints;
    }

    static IntakeOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<IntakeOptions>>().Value;
}
