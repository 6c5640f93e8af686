using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Server.Decide;

/// <summary>The settings for who may read and not change them: the team's phone numbers, which are people's, by their last two digits. A document masked so is refused where it is put back.</summary>
internal static class TeamMask
{
    const string Member = "teamNumbers";

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Of(BankSettings settings)
    {
        var document = JsonNode.Parse(AlertRuleWriter.Write(settings))!;
        Over(document);
        return JsonSerializer.SerializeToUtf8Bytes(document, Indented);
    }

    /// <summary>Masks them in a document of settings, as it was stored or proposed; one without them stays.</summary>
    public static void Over(JsonNode? document)
    {
        if (document is JsonObject settings && settings[Member] is JsonArray numbers)
            settings[Member] = new JsonArray([.. numbers.Select(static number => (JsonNode)$"\u2026{Last(number)}")]);
    }

    static string Last(JsonNode? number) => number is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 4 ? text[^2..] : "";
}
