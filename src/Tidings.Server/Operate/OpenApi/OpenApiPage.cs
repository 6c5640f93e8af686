using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tidings.Server.Operate.Access;

namespace Tidings.Server.Operate.OpenApi;

/// <summary>
/// <c>/openapi/v1.json</c>: what the framework reads off the endpoints, completed by what they cannot say (openapi.*.json), the schemas of
/// the event types and the problems that every address shares. Built once.
/// </summary>
internal sealed class OpenApiPage([FromKeyedServices(OpenApiPage.Document)] IOpenApiDocumentProvider endpoints, AccessTable table)
{
    public const string Document = "v1";

    readonly SemaphoreSlim _building = new(1);
    byte[]? _built;

    public async Task<IResult> Get(CancellationToken cancel) => Results.Bytes(_built ?? await Build(cancel), "application/json");

    async Task<byte[]> Build(CancellationToken cancel)
    {
        await _building.WaitAsync(cancel);
        try
        {
            return _built ??= await Complete(cancel);
        }
        finally
        {
            _building.Release();
        }
    }

    async Task<byte[]> Complete(CancellationToken cancel)
    {
        var read = await endpoints.GetOpenApiDocumentAsync(cancel);
        var document = JsonNode.Parse(await read.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancel))!.AsObject();
        foreach (var name in (ReadOnlySpan<string>)["openapi.parts.json", "openapi.documents.json", "openapi.policies.json", "openapi.replies.json", "openapi.verify.json", "openapi.fraud-rules.json"])
            JsonMerge.Into(document, OfMapped(Parts(name), document));
        document.Remove("servers"); // relative to where it was read: right behind any proxy
        document["info"]!["version"] = typeof(OpenApiPage).Assembly.GetName().Version!.ToString(3);
        EventSchemasInOpenApi.Add(document);
        SharedProblems.Add(document, table);
        DropUnusedTags(document);
        return JsonSerializer.SerializeToUtf8Bytes(document);
    }

    static void DropUnusedTags(JsonObject document)
    {
        var used = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject())
            .SelectMany(method => method.Value!["tags"]?.AsArray().Select(tag => tag!.GetValue<string>()) ?? []).ToHashSet(StringComparer.Ordinal);
        document["tags"]!.AsArray().RemoveAll(tag => !used.Contains(tag!["name"]!.GetValue<string>()));
    }

    // A host may have mapped some of the rooms only.
    static JsonObject OfMapped(JsonObject parts, JsonObject document)
    {
        var (told, mapped) = (parts["paths"]!.AsObject(), document["paths"]!.AsObject());
        foreach (var path in told.Select(path => path.Key).Where(path => !mapped.ContainsKey(path)).ToArray())
            told.Remove(path);
        return parts;
    }

    static JsonObject Parts(string name)
    {
        using var stream = typeof(OpenApiPage).Assembly.GetManifestResourceStream(name)!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
