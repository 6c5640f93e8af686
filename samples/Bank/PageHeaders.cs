namespace Meridian;

/// <summary>What a browser may do with the bank's pages: nothing comes from elsewhere, nobody frames them, and no code and no balance is kept on a disk.</summary>
internal static class PageHeaders
{
    public static Task Add(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "otp-credentials=(self), camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        http.Response.OnStarting(static of =>
        {
            var answer = (HttpResponse)of;
            // A file has a tag, by which it is asked for again. A page with a form says already that nobody is to keep it.
            if (answer.Headers.CacheControl.Count == 0)
                answer.Headers.CacheControl = answer.Headers.ETag.Count > 0 ? "no-cache" : "no-store";
            return Task.CompletedTask;
        }, http.Response);
        return next(http);
    }
}
