using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>Nothing under /v1 is answered without a key, whatever endpoints there are.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ApiKeys keys)
{
    static readonly PathString Guarded = "/v1";
    const string Scheme = "Bearer ";

    public Task Invoke(HttpContext http) =>
        !http.Request.Path.StartsWithSegments(Guarded) || IsKnown(http) ? next(http) : ProblemWriter.Write(http, Refused);

    bool IsKnown(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        if (keys.Check(value.AsSpan(Scheme.Length).Trim()) is not { } id)
            return false;
        Actor.Set(http, id);
        return true;
    }

    static readonly Problem Refused = new(ProblemCodes.Unauthorized) { Detail = "Send Authorization: Bearer tk_... with a key that is in force." };
}
