namespace Tidings.Server.Track.Replies;

/// <summary>What customers write: taken from the carriers, decided in their partitions, searched for.</summary>
internal static class ReplySetup
{
    /// <summary>Needs a store, AddDecide, the partitions and AddTrack. Its hosted service must be registered after the silo's and the index's, and before delivery's, so that it stops after the binds have drained.</summary>
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddOptions<ReplyOptions>().BindConfiguration(ReplyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.AddSingleton<ReplyMetrics>();
        services.AddSingleton<ForeignTexts>();
        services.AddSingleton<ReplyCustomers>();
        services.AddSingleton<PartSeals>();
        services.AddSingleton<ReplySearch>();
        services.AddSingleton<ReplyDesk>();
        services.AddSingleton<IInboundTexts>(static provider => provider.GetRequiredService<ReplyDesk>());
        services.AddHostedService(static provider => provider.GetRequiredService<ReplyDesk>());
        return services;
    }

    /// <summary>/v1/replies.</summary>
    public static IEndpointRouteBuilder MapReplies(this IEndpointRouteBuilder endpoints)
    {
        ReplyEndpoints.Map(endpoints);
        return endpoints;
    }
}
