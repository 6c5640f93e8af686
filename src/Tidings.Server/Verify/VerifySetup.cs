using Microsoft.Extensions.Options;
using Tidings.Core.Verify;
using Tidings.Security.Access.Passkeys;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Server.Host;
using Tidings.Server.Partitions;
using Tidings.Server.Verify.Guards;
using Tidings.Server.Verify.Passkeys;
using Tidings.Server.Verify.SimSwaps;
using Tidings.Server.Verify.Statements;
using Tidings.Server.Verify.Statistics;

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
        services.AddSingleton<EventRouter>();
        // In place of the router alone, so that every door's events may begin one.
        services.AddSingleton<IEventRouter, EventBeginner>();
        services.AddSingleton<VerificationDoor>();
        services.AddSingleton<ApprovedVerifications>();
        services.AddSingleton<VerificationCounts>();
        services.AddHostedService<CountingService>();
        services.AddSingleton<AuthenticatorDoor>();
        services.AddSingleton<SentCodes>();
        services.AddOptions<CustomerPasskeyOptions>().BindConfiguration(CustomerPasskeyOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CustomerPasskeyOptions>, CustomerPasskeyCheck>();
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<CustomerPasskeyOptions>>().Value;
            var name = options.RelyingPartyName ?? provider.GetRequiredService<IOptions<BankOptions>>().Value.Name;
            return new CustomerPasskeys(new(options.RelyingPartyId ?? "", name, options.Origins ?? [], Within: Purpose.LongestValidity));
        });
        services.AddSingleton<PasskeyCeremonies>();
        services.AddSingleton<CodePurge>();
        services.AddHostedService(static provider => provider.GetRequiredService<CodePurge>());
        services.AddGuards();
        services.AddSimSwap();
        return services;
    }

    /// <summary>/v1/verifications, /v1/purposes, /v1/verification-guards and authenticators of customers.</summary>
    public static IEndpointRouteBuilder MapVerify(this IEndpointRouteBuilder endpoints)
    {
        VerificationEndpoints.Map(endpoints);
        PurposeEndpoints.Map(endpoints);
        GuardEndpoints.Map(endpoints);
        StatementEndpoints.Map(endpoints);
        StatisticsEndpoint.Map(endpoints);
        AuthenticatorEndpoints.Map(endpoints);
        return endpoints;
    }
}
