using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Policies;

/// <summary>Writes a pack as the document from which <see cref="PolicyPackReader"/> reads it: what a rule does not say is not there.</summary>
public static class PolicyPackWriter
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Write(PolicyPack pack)
    {
        var document = JsonSerializer.SerializeToNode(pack, DocumentJson.Default.PolicyPack)!.AsObject();
        foreach (var rule in document["rules"]!.AsArray().Select(static rule => rule!.AsObject()))
            foreach (var member in rule.Where(static member => member.Value is JsonArray { Count: 0 } || member is { Key: "revoked", Value: JsonValue flag } && !flag.GetValue<bool>()).ToArray())
                rule.Remove(member.Key);
        return JsonSerializer.SerializeToUtf8Bytes(document, Indented);
    }
}
