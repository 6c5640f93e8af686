using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tidings.Server.Deliver.Http.Described;

/// <summary>Fills in a body that the options describe. In one pass: what stands in a text is never taken for a place to fill.</summary>
internal static partial class BodyTemplate
{
    public const string Form = "application/x-www-form-urlencoded", Json = "application/json";

    /// <param name="said">Of a call: the language and the voice in which it says the text.</param>
    public static string Fill(string template, string type, HttpText text, string? callback, (string Language, string? Voice) said = default) => Place().Replace(template, place => Escaped(type, place.Groups[1].Value switch
    {
        "from" => text.FromWithoutPlus,
        "to" => text.To,
        "text" => text.Text,
        "id" => text.Id.ToString(),
        "language" => said.Language ?? "",
        "voice" => said.Voice ?? "",
        "seconds" => text.Seconds.ToString(CultureInfo.InvariantCulture),
        _ => callback ?? "",
    }));

    static string Escaped(string type, string value) => type == Form ? Uri.EscapeDataString(value) : JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;

    [GeneratedRegex(@"\{(from|to|text|id|seconds|callback|language|voice)\}")]
    private static partial Regex Place();
}
