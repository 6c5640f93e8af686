using Scalar.AspNetCore;

namespace Tidings.Server.Operate.OpenApi;

/// <summary><c>/docs</c>: the OpenAPI document for people, by Scalar, all of it from this server: the policy lets the browser fetch nothing else.</summary>
internal static class ReferencePage
{
    const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapScalarApiReference("/docs", static options =>
        {
            options.WithTitle("Tidings API").WithOpenApiRoutePattern("/openapi/v1.json");
            options.HideDeveloperTools().DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts();
        })
        .AddEndpointFilter(static (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return next(context);
        });
}
