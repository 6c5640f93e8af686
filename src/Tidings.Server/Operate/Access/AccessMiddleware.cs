using Tidings.Security.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.Access;

/// <summary>
/// Who calls, and whether the table lets him. Nothing under /v1 is answered to somebody unknown, whatever endpoints there are, so that nobody learns which there are;
/// and no address opens that the table does not have. Whoever comes too often is told to wait before any work is done for him.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, AccessTable table, IEnumerable<IProof> proofs, CallLimits limits, ILogger<AccessMiddleware> log)
{
    static readonly PathString Guarded = "/v1";
    const string Scheme = "Bearer ";

    readonly IProof[] _proofs = [.. proofs];

    public Task Invoke(HttpContext http)
    {
        // Another kind of endpoint is routing's own answer that the method or the content type is wrong.
        var endpoint = http.GetEndpoint() as RouteEndpoint;
        var row = endpoint is null ? null : table.Of(endpoint);
        if (endpoint is null ? !http.Request.Path.StartsWithSegments(Guarded) : row is { IsPublic: true })
            return TooFast(http, row) is { } tooFast ? ProblemWriter.Write(http, tooFast) : next(http);
        var proven = Prove(http);
        return proven.IsCompletedSuccessfully ? Let(http, endpoint, row, proven.Result) : LetLater(http, endpoint, row, proven);
    }

    async Task LetLater(HttpContext http, RouteEndpoint? endpoint, AccessRow? row, ValueTask<Caller?> proven) => await Let(http, endpoint, row, await proven);

    Task Let(HttpContext http, RouteEndpoint? endpoint, AccessRow? row, Caller? caller)
    {
        if (caller is null)
            return ProblemWriter.Write(http, limits.Unknown(http) ?? NotKnown(http, endpoint));
        if (limits.Request(caller) is { } tooFast)
            return ProblemWriter.Write(http, tooFast);
        if (endpoint is not null && row is null)
            return NotAllowed(http, endpoint, caller, "This address is in no table of scopes, and opens for nobody.");
        if (row?.Needs is { } needs and not Scope.None && !caller.May(needs))
            return NotAllowed(http, endpoint, caller, $"It needs {string.Join(" or ", ScopeNames.Of(needs))}.");
        if (OwnBodyLimit.Apply(http, caller) is { } tooLarge)
            return ProblemWriter.Write(http, tooLarge);
        http.Features.Set(caller);
        return next(http);
    }

    /// <summary>As many lines as an address may ask for in vain: what comes beyond that is told to wait, and stands in no line.</summary>
    Problem NotKnown(HttpContext http, RouteEndpoint? endpoint)
    {
        OperateLog.NotKnown(log, MethodOf(http), RouteOf(endpoint));
        return Unknown;
    }

    Task NotAllowed(HttpContext http, RouteEndpoint? endpoint, Caller caller, string detail)
    {
        OperateLog.NotAllowed(log, caller.Identity, MethodOf(http), RouteOf(endpoint));
        return ProblemWriter.Write(http, new Problem(ProblemCodes.Forbidden) { Detail = detail });
    }

    /// <summary>The pattern, since an address may name a customer; and no method that a stranger has made up.</summary>
    static string RouteOf(RouteEndpoint? endpoint) => endpoint?.RoutePattern.RawText ?? "an address that there is not";

    static string MethodOf(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPut(http.Request.Method)
        || HttpMethods.IsDelete(http.Request.Method) ? http.Request.Method : "another method on";

    Problem? TooFast(HttpContext http, AccessRow? row) => row?.Limit switch
    {
        PublicLimit.None => null,
        PublicLimit.SignIn => limits.SignIn(http),
        _ => limits.Public(http),
    };

    ValueTask<Caller?> Prove(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        var bearer = ReadOnlyMemory<char>.Empty;
        if (header.Count > 0)
        {
            // Who sends a header means it: a certificate beside it does not mend a wrong one.
            if (header.Count != 1 || header[0] is not { } value || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
                return default;
            bearer = value.AsMemory(Scheme.Length).Trim();
            if (bearer.IsEmpty)
                return default;
        }
        for (var i = 0; i < _proofs.Length; i++)
        {
            var asked = _proofs[i].Of(http, bearer);
            if (!asked.IsCompletedSuccessfully)
                return Later(http, bearer, i, asked);
            if (asked.Result is { Looked: true } proven)
                return new(proven.Caller);
        }
        return default;
    }

    async ValueTask<Caller?> Later(HttpContext http, ReadOnlyMemory<char> bearer, int at, ValueTask<Proven> asked)
    {
        var proven = await asked;
        while (!proven.Looked && ++at < _proofs.Length)
            proven = await _proofs[at].Of(http, bearer);
        return proven.Caller;
    }

    static readonly Problem Unknown = new(ProblemCodes.Unauthorized)
    {
        Detail = "Send Authorization: Bearer with a key (tk_...) or token that is in force, or come with a client certificate that is known here.",
    };
}
