using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Simulator.Phone;

/// <summary>
/// JSON as this API reads and writes it: a member that is not known is an error, as it is most likely misspelt. By reflection and
/// not generated: generated readers lose the defaults of members that the body leaves out.
/// </summary>
internal static class PhoneJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new Durations.Converter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        // Texts in every script stay readable in a terminal; the answers are never part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
    };
}
