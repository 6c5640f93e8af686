using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>What is wrong with one event, bounded: a hostile event cannot make the answer larger than itself.</summary>
internal sealed class FieldErrors
{
    public const int Most = 32;
    const int LongestPath = 120;
    List<FieldError>? _errors;

    public int Count => _errors?.Count ?? 0;

    public void Add(string path, string code, string why, string fix)
    {
        _errors ??= [];
        if (_errors.Count < Most)
            _errors.Add(new(path.Length <= LongestPath ? path : path[..LongestPath] + "…", code, why, fix));
    }

    public void Add(IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
            Add(error.Field, error.Code, error.Why, error.Fix);
    }

    /// <summary>What stands under <c>data</c> means nothing where the type is not known.</summary>
    public void DropData() => _errors?.RemoveAll(e => e.Field.StartsWith("data", StringComparison.Ordinal));

    /// <summary>Hands the list over and starts anew.</summary>
    public IReadOnlyList<FieldError> Take()
    {
        var taken = _errors;
        _errors = null;
        return taken ?? (IReadOnlyList<FieldError>)[];
    }
}
