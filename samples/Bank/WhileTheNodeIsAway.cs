using Meridian.Codes;
using Meridian.Pages;
using Meridian.Visits;
using Microsoft.AspNetCore.Http.HttpResults;
using Tidings.Client;

namespace Meridian;

/// <summary>A page that needs the node and does not reach it: nothing is lost, and the same page may be asked for again.</summary>
internal sealed partial class WhileTheNodeIsAway(ILogger<WhileTheNodeIsAway> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (TidingsException failure)
        {
            Away(log, failure.Message);
            var http = context.HttpContext;
            var ending = new Ending("One moment, please", "We cannot look at your code just now. Nothing was paid and nothing is lost.", "clock");
            return new RazorComponentResult<EndedPage>(new { http.Visit().Customer, Ending = ending, Next = http.Request.Path.Value!, NextWords = "Try again" }) { StatusCode = 503 };
        }
    }

    [LoggerMessage(3, LogLevel.Warning, "A page did not reach the node: {Why}")]
    static partial void Away(ILogger log, string why);
}
