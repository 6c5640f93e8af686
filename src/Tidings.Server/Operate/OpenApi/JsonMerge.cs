using System.Text.Json.Nodes;

namespace Tidings.Server.Operate.OpenApi;

internal static class JsonMerge
{
    /// <summary>Objects are merged member by member; anything else is replaced.</summary>
    public static void Into(JsonObject target, JsonObject parts)
    {
        foreach (var (name, part) in parts)
            if (part is JsonObject inner && target[name] is JsonObject held)
                Into(held, inner);
            else
                target[name] = part?.DeepClone();
    }
}
