using System.Text.Json;

namespace Tidings.Server.Deliver.Watch;

/// <summary><c>GET /v1/carriers</c>: how the carriers stand, for whoever runs the node. Nothing personal is in it.</summary>
internal static class CarrierEndpoints
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/v1/carriers", List)
        .WithTags("Carriers").WithName("ListCarriers").WithSummary("How each carrier stands: its binds, what waits for it, what it delivers by country").Produces<CarrierList>();

    static IResult List(HttpContext http, CarrierView view)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(view.Now(), Json);
    }
}
