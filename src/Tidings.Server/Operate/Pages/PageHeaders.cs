namespace Tidings.Server.Operate.Pages;

/// <summary>
/// What every answer tells browsers and what stands between: run nothing, be framed by nobody, guess no type, tell nobody where a reader came from, and keep nothing. Whoever has
/// something that may be kept or run says so after this.
/// </summary>
internal static class PageHeaders
{
    const string Policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    const string Year = "max-age=31536000";

    public static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        // RFC 6797 §7.2: never over plain HTTP.
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = Year;
    }
}
