using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Operate.Limits;

internal static class LimitsSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsOptionsCheck>();
        services.AddMetrics();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        return services;
    }

    /// <summary>Who calls is whom a trusted proxy names; without one it is who connects. Comes before all that looks at addresses.</summary>
    public static IApplicationBuilder UseCallersAddress(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<LimitsOptions>>().Value.TrustedProxies is not { Length: > 0 } proxies)
            return app;
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in proxies)
            forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
        return app.UseForwardedHeaders(forwarded);
    }
}
