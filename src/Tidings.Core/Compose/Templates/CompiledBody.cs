using System.Collections.Frozen;
using Fluid.Parser;
using Tidings.Core.Compose.Templates.Liquid;

namespace Tidings.Core.Compose.Templates;

/// <summary>One body of an approved template, ready to render.</summary>
/// <param name="Name">What a message records: <c>card-payment/en/3</c>.</param>
sealed record CompiledBody(string Language, string Name, FluidTemplate Tree);

/// <summary>An approved template version, ready to render.</summary>
sealed class CompiledTemplate
{
    readonly FrozenDictionary<string, CompiledBody> _bodies;

    CompiledTemplate(Template template, FrozenDictionary<string, CompiledBody> bodies)
    {
        Template = template;
        _bodies = bodies;
        Requires = [.. template.Requires.Where(name => Variables.TryFind(name, out _)).Select(name => { Variables.TryFind(name, out var found); return found; })];
        RequiresData = [.. template.Requires.Where(name => name.StartsWith(Variables.Data + ".", StringComparison.Ordinal)).Select(name => name.Split('.')[1..])];
    }

    public Template Template { get; }
    public Variable[] Requires { get; }
    public string[][] RequiresData { get; }

    /// <summary>Bodies that do not parse are left out: they were refused when they were saved, and must not stop the others if they got in.</summary>
    public static CompiledTemplate Of(Template template)
    {
        var bodies = new Dictionary<string, CompiledBody>(StringComparer.OrdinalIgnoreCase);
        foreach (var (language, body) in template.Bodies)
            if (BodyParser.Parse(body, new TemplateProblems(language, body)) is { } parsed)
                bodies[language] = new CompiledBody(language, $"{template.Id}/{language}/{template.Version}", parsed.Tree);
        return new CompiledTemplate(template, bodies.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    public CompiledBody? For(string language) => _bodies.GetValueOrDefault(language);
}
