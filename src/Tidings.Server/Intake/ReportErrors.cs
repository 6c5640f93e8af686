using Tidings.Core.Events;

namespace Tidings.Server.Intake;

/// <summary>Something wrong in a file.</summary>
/// <param name="At">The entry or row, from 1, a header not counted; 0: the file as a whole.</param>
public sealed record ReportError(long At, string Field, string Code, string Why, string Fix);

/// <summary>The first errors of a file, and how many came after: a report stays small, however wrong the file.</summary>
internal sealed class ReportErrors(int most = 200)
{
    readonly List<ReportError> _first = [];

    public IReadOnlyList<ReportError> First => _first;
    public long Omitted { get; private set; }

    public void Add(long at, IReadOnlyList<FieldError> errors)
    {
        foreach (var error in errors)
            if (_first.Count < most)
                _first.Add(new(at, error.Field, error.Code, error.Why, error.Fix));
            else
                Omitted++;
    }
}
