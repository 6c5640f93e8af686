using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>Nothing under /v1 is answered without a key, whatever endpoints there are.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, ApiKeys keys)
{
    static readonly PathString Guarded = "/v1";
    const string Scheme = "Bearer ";

    public Task Invoke(HttpContext http) =>
        !http.Request.Path.StartsWithSegments(Guarded) || IsKnown(http.Request) ? next(http) : ProblemWriter.Write(http, Refused);

    bool IsKnown(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        return keys.Check(value.AsSpan(Scheme.Length).Trim()) is not null;
    }

    static readonly Problem Refused = new(ProblemCodes.Unauthorized) { Detail = "Send Authorization: Bearer tk_... with a key that is in force." };
}
