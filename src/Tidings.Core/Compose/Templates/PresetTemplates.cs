namespace Tidings.Core.Compose.Templates;

/// <summary>The templates that come with the product, approved: one file an alert under presets/, all languages side by side.</summary>
public static class PresetTemplates
{
    public static IReadOnlyList<Template> All { get; } = Read();

    static Template[] Read()
    {
        var assembly = typeof(PresetTemplates).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("templates/", StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var json = new byte[stream.Length];
                stream.ReadExactly(json);
                return TemplateJson.Read(json);
            })
            .OrderBy(template => template.Id, StringComparer.Ordinal)];
    }
}
