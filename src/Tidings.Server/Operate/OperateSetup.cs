using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Access.Passkeys;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Operate.OpenApi;
using Tidings.Server.Operate.Pages;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate;

/// <summary>What those who run and integrate the server see: problems and their pages, schemas, health, keys.</summary>
public static class OperateSetup
{
    /// <summary>Needs an <see cref="IStore"/>. What the server must have before it is ready registers a health check of its own.</summary>
    public static IServiceCollection AddOperate(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLimits();
        services.AddSingleton<ApiKeys>();
        services.AddHostedService<ApiKeyRefresh>();
        services.TryAddSingleton<IActs, DocumentActs>();
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsCheck>();
        services.AddSingleton(static provider => new TwoPersons(provider.GetRequiredService<IOptions<AccessOptions>>(), provider.GetRequiredService<IHostEnvironment>()));
        services.AddSingleton<Proposals>();
        services.AddSingleton<Standings>();
        services.AddSingleton<Proposers>();
        services.AddSingleton<Changes>();
        services.AddSingleton<IBringsIntoForce, KeyApproval>();
        services.AddSingleton(new AccessTable(AccessRows.All));
        services.AddHostedService<AccessTableCheck>();
        services.AddSingleton<IValidateOptions<AccessOptions>, OidcOptionsCheck>();
        services.AddSingleton<IValidateOptions<AccessOptions>, CertificateOptionsCheck>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<IProof, ApiKeyProof>();
        services.AddSingleton<Operators>();
        services.AddSingleton(static provider => new Sessions(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<Operators>(), provider.GetRequiredService<TimeProvider>(),
            new(provider.GetRequiredService<IOptions<AccessOptions>>().Value.SessionLifetime, provider.GetRequiredService<IOptions<AccessOptions>>().Value.SessionIdle)));
        services.AddSingleton<SignIns>();
        services.AddSingleton<SignInRemains>().AddHostedService<SignInUpkeep>();
        services.AddSingleton<IBringsIntoForce, OperatorApproval>();
        services.AddPasskeys();
        services.AddSingleton<IProof, SessionProof>();
        services.AddSingleton<IProof, TokenProof>();
        services.AddSingleton<IProof, CertificateProof>();
        services.AddHealthChecks();
        services.AddOpenApi(OpenApiPage.Document);
        services.AddSingleton<OpenApiPage>();
        return services;
    }

    /// <summary>Problems for whatever fails, and nobody at an address that the table does not let him. Comes before every other middleware.</summary>
    public static IApplicationBuilder UseOperate(this IApplicationBuilder app) =>
        app.UseCallersAddress().UseMiddleware<ProblemMiddleware>().UseMiddleware<AccessMiddleware>();

    /// <summary>/v1/keys, /v1/operators, /v1/sessions, /v1/passkeys, /v1/proposals, /v1/me, /errors, /schemas, /health, /openapi and /docs.</summary>
    public static IEndpointRouteBuilder MapOperate(this IEndpointRouteBuilder endpoints)
    {
        KeyEndpoints.Map(endpoints);
        OperatorEndpoints.Map(endpoints);
        SignInEndpoints.Map(endpoints);
        SessionEndpoints.Map(endpoints);
        endpoints.MapPasskeys();
        ProposalEndpoints.Map(endpoints);
        MeEndpoint.Map(endpoints);
        endpoints.MapGet("/errors/{code}", ErrorPages.Get).ExcludeFromDescription();
        endpoints.MapGet("/schemas", SchemaPages.List).ExcludeFromDescription();
        endpoints.MapGet("/schemas/{file}", SchemaPages.Get).ExcludeFromDescription();
        endpoints.MapGet("/openapi/v1.json", static (OpenApiPage page, CancellationToken cancel) => page.Get(cancel)).ExcludeFromDescription();
        ReferencePage.Map(endpoints);
        endpoints.MapHealthChecks("/health/live", new() { Predicate = static _ => false });
        endpoints.MapHealthChecks("/health/ready");
        return endpoints;
    }
}
