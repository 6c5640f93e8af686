using Tidings.Core.Events;

namespace Tidings.Core.Compose.Templates;

/// <summary>What is wrong with one body of a template, each with its line and column.</summary>
sealed class TemplateProblems(string field, string source)
{
    readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    /// <param name="at">Offset in the body; negative: it concerns the body as a whole.</param>
    public void Add(int at, string code, string why, string fix)
    {
        if (_errors.Count < 50)
            _errors.Add(new FieldError(field, code, at < 0 ? why : $"{Place(at)}: {why}", fix));
    }

    string Place(int at)
    {
        var before = source.AsSpan(0, Math.Min(at, source.Length));
        return $"line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }
}
