using System.Text.Json.Nodes;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.OpenApi;

/// <summary>What every address under /v1 shares: who may call it, and problems in one shape.</summary>
internal static class SharedProblems
{
    static readonly (string Status, string Description)[] Everywhere =
    [
        ("401", "Nobody that is known here: no key, token or certificate, or none that is in force."),
        ("403", "Known, but without the scope that this needs."),
        ("default", "Any other problem, with its code."),
    ];

    public static void Add(JsonObject document, AccessTable table)
    {
        // The framework's own idea of a problem, which every response below is pointed away from.
        document["components"]!["schemas"]!.AsObject().Remove("ProblemDetails");
        foreach (var (path, methods) in document["paths"]!.AsObject())
            if (path.StartsWith("/v1", StringComparison.Ordinal))
                foreach (var (method, operation) in methods!.AsObject())
                    if (operation is JsonObject one && one.ContainsKey("responses"))
                        Complete(one, table.Of(method.ToUpperInvariant(), path));
    }

    static void Complete(JsonObject operation, AccessRow? row)
    {
        // OpenAPI 3.1 §4.8.30: schemes other than OAuth list what the caller must be allowed. One of the scopes is enough.
        var scopes = ScopeNames.Of(row?.Needs ?? Scope.None);
        operation["security"] = row is { IsPublic: true } ? new JsonArray()
            : scopes.Count == 0
            ? new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() })
            : new JsonArray([.. scopes.Select(scope => new JsonObject { ["apiKey"] = new JsonArray(scope) })]);
        operation["x-scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]);
        var responses = operation["responses"]!.AsObject();
        foreach (var (status, description) in Everywhere)
            if (!responses.ContainsKey(status))
                responses[status] = new JsonObject { ["description"] = description };
        foreach (var (status, response) in responses)
            if (status[0] is '4' or '5' or 'd')
                response!["content"] = new JsonObject
                {
                    [ProblemWriter.ContentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } },
                };
    }
}
