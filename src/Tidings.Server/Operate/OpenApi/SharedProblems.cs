using System.Text.Json.Nodes;
using Tidings.Server.Operate.Problems;

namespace Tidings.Server.Operate.OpenApi;

/// <summary>What every address under /v1 shares: the key, and problems in one shape.</summary>
internal static class SharedProblems
{
    static readonly (string Status, string Description)[] Everywhere =
    [
        ("401", "No API key, or none that is in force."),
        ("default", "Any other problem, with its code."),
    ];

    public static void Add(JsonObject document)
    {
        // The framework's own idea of a problem, which every response below is pointed away from.
        document["components"]!["schemas"]!.AsObject().Remove("ProblemDetails");
        foreach (var (path, methods) in document["paths"]!.AsObject())
            if (path.StartsWith("/v1", StringComparison.Ordinal))
                foreach (var (_, operation) in methods!.AsObject())
                    if (operation is JsonObject one && one.ContainsKey("responses"))
                        Complete(one);
    }

    static void Complete(JsonObject operation)
    {
        operation["security"] = new JsonArray(new JsonObject { ["apiKey"] = new JsonArray() });
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
