using System.Collections.Frozen;

namespace Tidings.Core.Compose.Templates;

/// <summary>All templates in force: of each id the newest approved version. Immutable; a change makes a new book.</summary>
public sealed class TemplateBook
{
    readonly FrozenDictionary<string, CompiledTemplate> _byId;

    /// <param name="templates">Any number of versions an id, in any order.</param>
    public TemplateBook(IEnumerable<Template> templates) =>
        _byId = templates.Where(template => template.State == TemplateState.Approved)
            .GroupBy(template => template.Id, StringComparer.Ordinal)
            .Select(versions => versions.MaxBy(template => template.Version)!)
            .ToFrozenDictionary(template => template.Id, CompiledTemplate.Of, StringComparer.Ordinal);

    public IEnumerable<Template> Templates => _byId.Values.Select(compiled => compiled.Template).OrderBy(template => template.Id, StringComparer.Ordinal);

    public Template? Find(string id) => _byId.GetValueOrDefault(id)?.Template;

    internal CompiledTemplate? Compiled(string id) => _byId.GetValueOrDefault(id);
}
