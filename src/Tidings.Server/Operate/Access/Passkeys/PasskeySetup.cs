using Microsoft.Extensions.Options;
using Tidings.Security.Access.Passkeys;

namespace Tidings.Server.Operate.Access.Passkeys;

/// <summary>Passkeys of operators, as the configuration sets them up.</summary>
internal static class PasskeySetup
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<AccessOptions>, PasskeyOptionsCheck>();
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<AccessOptions>>().Value.Passkeys;
            return new PasskeyParty(options.RelyingPartyId ?? "", options.RelyingPartyName, options.Origins ?? [], options.CeremonyWithin);
        });
        return services.AddSingleton<PasskeyBook>().AddSingleton<PasskeyRegistrations>().AddSingleton<PasskeySignIns>().AddSingleton<IBringsIntoForce, PasskeyApproval>();
    }

    public static void MapPasskeys(this IEndpointRouteBuilder endpoints)
    {
        PasskeyEndpoints.Map(endpoints);
        PasskeySignInEndpoints.Map(endpoints);
        OperatorPasskeyEndpoints.Map(endpoints);
    }
}
