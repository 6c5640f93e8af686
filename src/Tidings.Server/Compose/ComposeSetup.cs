using Tidings.Server.Decide;

namespace Tidings.Server.Compose;

/// <summary>Templates and their previews.</summary>
public static class ComposeSetup
{
    /// <summary>/v1/templates. Needs <see cref="DecideSetup.AddDecide"/>; previews are encoded as the carrier wants its texts.</summary>
    public static IEndpointRouteBuilder MapCompose(this IEndpointRouteBuilder endpoints)
    {
        TemplateEndpoints.Map(endpoints);
        return endpoints;
    }
}
