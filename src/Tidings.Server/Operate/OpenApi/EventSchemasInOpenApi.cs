using System.Text.Json.Nodes;
using Tidings.Core.Events;

namespace Tidings.Server.Operate.OpenApi;

/// <summary>The published schemas of the event types as components, and their examples as whole events.</summary>
internal static class EventSchemasInOpenApi
{
    const string Schemas = "#/components/schemas/";

    public static void Add(JsonObject document)
    {
        var components = document["components"]!["schemas"]!.AsObject();
        var variants = new JsonArray();
        var (single, batch) = (new JsonObject(), new JsonArray());
        foreach (var type in EventTypes.Predefined)
        {
            if (!EventSchemas.TryGet(type, out var bytes))
                continue;
            var schema = JsonNode.Parse(bytes)!.AsObject();
            if (schema["examples"]?[0] is { } example)
            {
                single[type] = new JsonObject { ["summary"] = schema["title"]?.DeepClone(), ["value"] = Whole(type, example) };
                if (batch.Count < 2)
                    batch.Add(Whole(type, example));
            }
            components[type] = Standing(type, schema, components);
            variants.Add(new JsonObject
            {
                ["title"] = type,
                ["properties"] = new JsonObject { ["type"] = new JsonObject { ["const"] = type }, ["data"] = Ref(type) },
            });
        }
        components["CloudEvent"]!["oneOf"] = variants;
        var content = document["paths"]!["/v1/events"]!["post"]!["requestBody"]!["content"]!;
        content["application/cloudevents+json"]!["examples"] = single;
        content["application/cloudevents-batch+json"]!["examples"] = new JsonObject { ["two"] = new JsonObject { ["value"] = batch } };
    }

    static JsonObject Ref(string name) => new() { ["$ref"] = Schemas + name };

    static JsonObject Whole(string type, JsonNode data) => new()
    {
        ["specversion"] = "1.0", ["id"] = "E-" + type, ["source"] = "/bank/core", ["type"] = type, ["time"] = "2026-11-23T08:15:00Z", ["data"] = data.DeepClone(),
    };

    // A component has no identity and no definitions of its own: these become components beside it, under the type's name.
    static JsonObject Standing(string type, JsonObject schema, JsonObject components)
    {
        var definitions = schema["$defs"] as JsonObject;
        schema.Remove("$schema");
        schema.Remove("$id");
        schema.Remove("$defs");
        Repoint(schema, type);
        foreach (var (name, definition) in definitions ?? [])
        {
            var standing = definition!.DeepClone();
            Repoint(standing, type);
            components[$"{type}.{name}"] = standing;
        }
        return schema;
    }

    static void Repoint(JsonNode? node, string type)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                Repoint(item, type);
        if (node is not JsonObject held)
            return;
        const string local = "#/$defs/";
        if (held["$ref"]?.GetValueKind() == System.Text.Json.JsonValueKind.String && held["$ref"]!.GetValue<string>() is { } reference
            && reference.StartsWith(local, StringComparison.Ordinal))
            held["$ref"] = $"{Schemas}{type}.{reference[local.Length..]}";
        foreach (var (_, member) in held)
            Repoint(member, type);
    }
}
