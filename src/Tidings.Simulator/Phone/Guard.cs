using System.Net;
using Microsoft.AspNetCore.Http;

namespace Tidings.Simulator.Phone;

/// <summary>
/// Keeps other web pages out: a page on the internet can make a browser call a loopback port, under a name that it lets point here.
/// And tells the browser to run nothing in our page that is not ours.
/// </summary>
internal static class Guard
{
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    public static Task Check(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return IsOurs(context.Request) ? next(context) : Problem.Foreign.WriteAsync(context);
    }

    static bool IsOurs(HttpRequest request)
    {
        var host = request.Host.Host;
        if (host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)))
            return false;
        string? origin = request.Headers.Origin;
        return origin is null || origin == $"http://{request.Host}";
    }
}
