using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tidings.Server.Deliver.Http.Described;

/// <summary>Fills in a body that the options describe. In one pass: what stands in a text is never taken for a place to fill.</summary>
internal static partial class BodyTemplate
{
    public const string Form = "application/x-www-form-urlencoded", Json = "application/json";

    public static string Fill(string template, string type, HttpText text, string? callback) => Place().Replace(template, place => Escaped(type, place.Groups[1].Value switch
    {
        "from" => text.FromWithoutPlus,
        "to" => text.To,
        "text" => text.Text,
        "id" => text.Id.ToString(),
        "seconds" => text.Seconds.ToString(CultureInfo.InvariantCulture),
        _ => callback ?? "",
    }));

    static string Escaped(string type, string value) => type == Form ? Uri.EscapeDataString(value) : JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;

    [GeneratedRegex(@"\{(from|to|text|id|seconds|callback)\}")]
    private static partial Regex Place();
}
