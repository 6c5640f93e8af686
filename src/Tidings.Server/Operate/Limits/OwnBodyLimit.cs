using Microsoft.AspNetCore.Http.Features;
using Tidings.Security.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Limits;

/// <summary>The largest body of a caller who has a limit of his own: what an address takes from others it takes from him up to that.</summary>
internal static class OwnBodyLimit
{
    /// <summary>The answer where the request says already that it is too large; otherwise the server counts while it reads.</summary>
    public static Problem? Apply(HttpContext http, Caller caller)
    {
        if (caller.Limits?.BodyBytes is not { } most)
            return null;
        if (http.Request.ContentLength > most)
            return new(ProblemCodes.BodyTooLarge) { Detail = $"At most {most} bytes with this key." };
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Math.Min(limit.MaxRequestBodySize ?? most, most);
            http.Features.Set<IHttpMaxRequestBodySizeFeature>(new AtMost(limit, most));
        }
        return null;
    }

    /// <summary>An address that takes more than others says so; not more than this.</summary>
    sealed class AtMost(IHttpMaxRequestBodySizeFeature server, long most) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => server.IsReadOnly;

        public long? MaxRequestBodySize
        {
            get => server.MaxRequestBodySize;
            set => server.MaxRequestBodySize = Math.Min(value ?? most, most);
        }
    }
}
