using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tidings.Server.Track.Retention;
using Tidings.Server.Track.Search;

namespace Tidings.Server.Track;

/// <summary>What became of messages: the look-up index behind the flow, a message's timeline, searches.</summary>
internal static class TrackServices
{
    /// <summary>Needs a store. The index's hosted service must be registered before delivery's, so that it stops (and writes what waits) after it.</summary>
    public static IServiceCollection AddTrack(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Lookups>();
        services.AddSingleton<LookupRebuild>();
        services.AddSingleton<MessageSearch>();
        services.AddSingleton<EventSearch>();
        services.AddHostedService<LookupService>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsCheck>();
        services.AddSingleton<RetentionMetrics>();
        services.AddSingleton<RetentionPass>();
        services.AddHostedService<RetentionService>();
        return services;
    }

    /// <summary>/v1/messages and /v1/events/search.</summary>
    public static IEndpointRouteBuilder MapTrack(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/messages/{id}", SearchEndpoints.Message)
            .WithTags("Messages").WithName("GetMessage").WithSummary("What became of a message: state, timeline, segments, reasons")
            .Produces<MessageAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        RevealEndpoint.Map(endpoints);
        Callbacks.CallbackEndpoint.Map(endpoints);
        endpoints.MapPost("/v1/messages/search", SearchEndpoints.Messages)
            .WithTags("Messages").WithName("SearchMessages").WithSummary("Messages by customer, number, state and time, newest first")
            .Accepts<MessageQuery>("application/json").Produces<MessagePage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoints.MapPost("/v1/events/search", SearchEndpoints.Events)
            .WithTags("Events").WithName("SearchEvents").WithSummary("Decided events with their messages and suppressions, newest first")
            .Accepts<EventQuery>("application/json").Produces<EventPage>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        return endpoints;
    }
}
