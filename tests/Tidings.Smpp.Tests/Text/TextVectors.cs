using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tidings.Smpp.Tests.Text;

/// <summary>The cases of ../shared/data/smpp/vectors.json that concern text.</summary>
internal static class TextVectors
{
    public static IEnumerable<JsonElement> Of(string kind)
    {
        var cases = Read("vectors.json").GetProperty("cases").EnumerateArray()
            .Where(c => c.GetProperty("kind").GetString() == kind)
            .ToList();
        Assert.NotEmpty(cases);
        return cases;
    }

    public static IEnumerable<JsonElement> NationalTables() => Read("national-tables.json").GetProperty("tables").EnumerateArray();

    public static string Id(this JsonElement vector) => vector.GetProperty("id").GetString()!;

    public static JsonElement Input(this JsonElement vector) => vector.GetProperty("input");

    public static JsonElement Expect(this JsonElement vector) => vector.GetProperty("expect");

    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static JsonElement Read(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Here(), "../../../../shared/data/smpp", name));
        if (!File.Exists(path))
            Assert.Skip($"../shared/data/smpp/{name} is not here; the cases made here cover the same ground");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
