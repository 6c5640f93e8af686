using Microsoft.AspNetCore.Http.Features;

namespace Meridian.Visits;

/// <summary>What one browser asks for is taken one after another: two clicks on a button are two checks, of which the second finds what the first has done.</summary>
internal sealed class OneAtATime(RequestDelegate next, VisitBook visits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var visit = visits.Of(http);
        http.Features.Set(visit);
        await visit.Turn.WaitAsync(http.RequestAborted);
        try
        {
            await next(http);
        }
        finally
        {
            visit.Turn.Release();
        }
    }
}

internal static class VisitOfRequest
{
    public static Visit Visit(this HttpContext http) => http.Features.GetRequiredFeature<Visit>();
}
