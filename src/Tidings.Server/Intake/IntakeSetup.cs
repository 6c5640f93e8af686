using Microsoft.Extensions.Options;
using Tidings.Core.Customers;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Intake.Events;
using Tidings.Server.Intake.Files;

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
        services.AddSingleton<CustomersDoor>();
        services.AddSingleton<AccountsDoor>();
        services.AddSingleton<ImportDoor>();
        services.AddSingleton<FilesDoor>();
        services.AddHostedService<DropFolder>();
        return services;
    }

    /// <summary>/v1/events, /v1/files, /v1/customers, /v1/accounts.</summary>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/events", static (HttpContext http, EventsDoor door) => door.Post(http));
        endpoints.MapPost("/v1/files", static (HttpContext http, FilesDoor door) => door.Post(http));
        endpoints.MapGet("/v1/customers/{id}", static (string id, CustomersDoor door) => door.Get(id));
        endpoints.MapPut("/v1/customers/{id}", static (string id, HttpContext http, CustomersDoor door) => door.Put(id, http));
        endpoints.MapPost("/v1/customers/import", static (HttpContext http, ImportDoor door) => door.Customers(http));
        endpoints.MapGet("/v1/accounts/{id}", static (string id, AccountsDoor door) => door.Get(id));
        endpoints.MapPut("/v1/accounts/{id}", static (string id, HttpContext http, AccountsDoor door) => door.Put(id, http));
        endpoints.MapPost("/v1/accounts/import", static (HttpContext http, ImportDoor door) => door.Accounts(http));
        return endpoints;
    }

    static IntakeOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<IntakeOptions>>().Value;
}
