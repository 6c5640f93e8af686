using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose.Templates;

/// <summary>A template as JSON: what the presets, the store and the API hold.</summary>
public static class TemplateJson
{
    // Authors edit what they read: Turkish, Hindi and Arabic stay legible.
    static readonly TemplateJsonContext Legible = new(new(TemplateJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static byte[] Write(Template template) => JsonSerializer.SerializeToUtf8Bytes(template, Legible.Template);

    /// <exception cref="JsonException">It is not a template.</exception>
    public static Template Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TemplateJsonContext.Default.Template) ?? throw new JsonException("A template is expected.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    Converters = [typeof(KebabEnum<MessageClass>), typeof(KebabEnum<TemplateState>)])]
[JsonSerializable(typeof(Template))]
sealed partial class TemplateJsonContext : JsonSerializerContext;

sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) where T : struct, Enum;
