using Meridian.Visits;
using Microsoft.AspNetCore.Antiforgery;

namespace Meridian;

/// <summary>What is posted comes from a form that this bank has shown to this browser, or it is not taken.</summary>
internal sealed class FromOurPages(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || await antiforgery.IsRequestValidAsync(http))
            return await next(context);
        http.Visit().Say("That page was too old, so nothing was done. Please try again.");
        return Results.Redirect("/");
    }
}
