using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Tidings.Simulator.Phone;

/// <summary>What a problem's type leads to: a sentence or two on what to do.</summary>
internal static class ProblemPages
{
    static readonly Dictionary<string, string> ByCode = new()
    {
        ["invalid-input"] = "A member of the body or a parameter of the URL is out of its range or misspelt. `errors` names each.",
        ["not-json"] = "The body must be JSON with Content-Type application/json, and hold no member that is not known.",
        ["not-found"] = "There is nothing at this address, or the text has left the inbox since: it keeps the last ones only.",
        ["no-bind"] = "A reply travels to the server over its own bind (receiver or transceiver). Start the server, or wait for it to bind again.",
        ["nothing-waits"] = "Only a text that asked for a receipt (registered_delivery) and whose receipt is not yet acknowledged can get one.",
        ["too-many"] = "At most 256 requests wait on the inbox, 32 pages are open, and 1,000 numbers have rules of their own.",
        ["foreign-origin"] = "The request came with a Host or Origin other than this machine's: another web page sent it.",
    };

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/problems/{code}", context =>
    {
        if (!ByCode.TryGetValue((string)context.GetRouteValue("code")!, out var page))
            return Problem.NotFound("There is no such problem.").WriteAsync(context);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(page + "\n");
    });
}
