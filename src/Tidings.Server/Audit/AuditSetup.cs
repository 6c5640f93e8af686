using Microsoft.Extensions.Options;
using Tidings.Server.Audit.Pruning;

namespace Tidings.Server.Audit;

/// <summary>The audit log: its tree behind the flow, and its doors.</summary>
internal static class AuditSetup
{
    /// <summary>Needs a store. Its hosted service comes after what opens the store and before what writes to it, so that it stops between them.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AuditWitnesses>();
        services.AddSingleton<AuditBuilder>();
        services.AddSingleton<EntryFinder>();
        services.AddSingleton<MessageProofs>();
        services.AddSingleton<ActProofs>();
        services.AddSingleton<ActSearch>();
        services.AddSingleton<LogPruning>();
        services.AddHostedService(static provider => provider.GetRequiredService<AuditBuilder>());
        services.AddHealthChecks().AddCheck<AuditGoesOn>("audit");
        return services;
    }

    /// <summary>/v1/messages/{id}/proof, /v1/audit/checkpoint, /v1/audit/acts and the proof of each, /audit/checkpoint, /audit/pruned and /audit/tile.</summary>
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/messages/{id}/proof", AuditEndpoints.Proof)
            .WithTags("Audit").WithName("GetMessageProof").WithSummary("That a message is in the audit log: a .tlog-proof with what its entry commits to, number and text in full, for a reason that is recorded")
            .WithDescription("Say why in the header Tidings-Reason, without names or numbers of customers: the reason stands in the record of what was done.")
            .Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapPost("/v1/audit/checkpoint", AuditEndpoints.Checkpoint)
            .WithTags("Audit").WithName("SignCheckpoint").WithSummary("Signs a checkpoint over all that is stored now")
            .Produces<string>(contentType: "text/plain").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        ActEndpoint.Map(endpoints);
        endpoints.MapGet("/audit/checkpoint", AuditEndpoints.Newest).ExcludeFromDescription();
        endpoints.MapGet("/audit/pruned", AuditEndpoints.Kept).ExcludeFromDescription();
        endpoints.MapGet("/audit/tile/{**path}", AuditEndpoints.Tile).ExcludeFromDescription();
        if (!endpoints.ServiceProvider.GetRequiredService<IOptions<AuditOptions>>().Value.EntriesToEverybody)
            endpoints.MapGet("/audit/tile/entries/{**path}", AuditEndpoints.Entries).ExcludeFromDescription();
        return endpoints;
    }
}
