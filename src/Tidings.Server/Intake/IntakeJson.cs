using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Server.Intake.Customers;
using Tidings.Server.Intake.Files;

namespace Tidings.Server.Intake;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CustomerView))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(FileReport))]
internal sealed partial class IntakeJson : JsonSerializerContext
{
    /// <summary>What doors answer: JSON by its content type, so that a number's plus stays a plus.</summary>
    public static IntakeJson Answers { get; } = new(new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void Write(Utf8JsonWriter json, ImportReport report) => JsonSerializer.Serialize(json, report, Default.ImportReport);

    public static void Write(Utf8JsonWriter json, FileReport report) => JsonSerializer.Serialize(json, report, Default.FileReport);

    /// <summary>For people who open the file.</summary>
    public static byte[] Indented(FileReport report)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, report);
        return memory.ToArray();
    }
}
