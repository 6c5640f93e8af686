namespace Tidings.Server.Operate;

/// <summary>What the log says of a request.</summary>
internal static class Asked
{
    /// <summary>The pattern, since an address may name a customer.</summary>
    public static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an address that there is not";

    /// <summary>No method that a stranger has made up.</summary>
    public static string MethodOf(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPut(http.Request.Method)
        || HttpMethods.IsDelete(http.Request.Method) ? http.Request.Method : "another method on";
}
