using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Verify.Guards;
using Tidings.Server.Verify.SimSwaps;

namespace Tidings.Server.Verify;

/// <summary>Verifications: begun and checked over HTTP, decided in the partitions, their texts purged.</summary>
internal static class VerifySetup
{
    /// <summary>Needs a store, AddDecide, the partitions, AddTrack and AddDeliver.</summary>
    public static IServiceCollection AddVerify(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new CodeSecrets(provider.GetService<KeyRing>()));
        services.AddSingleton<VerificationIds>();
        services.AddSingleton<VerificationSteps>();
        services.AddOptions<VerifyOptions>().BindConfiguration(VerifyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<VerificationDoor>();
        services.AddSingleton<CodePurge>();
        services.AddHostedService(static provider => provider.GetRequiredService<CodePurge>());
        services.AddGuards();
        services.AddSimSwap();
        return services;
    }

    /// <summary>/v1/verifications, /v1/purposes and /v1/verification-guards.</summary>
    public static IEndpointRouteBuilder MapVerify(this IEndpointRouteBuilder endpoints)
    {
        VerificationEndpoints.Map(endpoints);
        PurposeEndpoints.Map(endpoints);
        GuardEndpoints.Map(endpoints);
        return endpoints;
    }
}
