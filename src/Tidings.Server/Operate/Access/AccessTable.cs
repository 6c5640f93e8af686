using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Tidings.Server.Operate.Access;

/// <summary>Finds an endpoint's row in <see cref="AccessRows"/>.</summary>
internal sealed class AccessTable(IEnumerable<AccessRow> rows)
{
    readonly FrozenDictionary<(string Method, string Pattern), AccessRow> _rows =
        rows.ToFrozenDictionary(row => (row.Method, Written(row.Pattern)));

    readonly ConcurrentDictionary<RouteEndpoint, AccessRow?> _found = new();

    /// <summary>Null: the table does not have it.</summary>
    public AccessRow? Of(RouteEndpoint endpoint) => _found.GetOrAdd(endpoint, static (endpoint, table) => table.Look(endpoint), this);

    public AccessRow? Of(string method, string pattern) => _rows.GetValueOrDefault((method, Written(pattern)));

    /// <summary>As endpoints are named in the table and in what is said of those that are missing there.</summary>
    public static string NameOf(RouteEndpoint endpoint) => $"{MethodOf(endpoint)} {Written(endpoint.RoutePattern.RawText)}";

    AccessRow? Look(RouteEndpoint endpoint) => Of(MethodOf(endpoint), endpoint.RoutePattern.RawText ?? "");

    static string MethodOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var method] ? method : "*";

    static string Written(string? pattern) => $"/{pattern?.Trim('/')}";
}
