namespace Tidings.Core.Compose.Templates.Liquid;

/// <summary>Which variables are known to be there where a condition holds, and where it does not.</summary>
readonly record struct Guards(IReadOnlySet<string> IfTrue, IReadOnlySet<string> IfFalse)
{
    static readonly IReadOnlySet<string> None = new HashSet<string>();

    public static Guards Nothing { get; } = new(None, None);

    public static Guards WhenTrue(params IEnumerable<string> names) => new(names.ToHashSet(), None);
    public static Guards WhenFalse(params IEnumerable<string> names) => new(None, names.ToHashSet());

    public static Guards And(Guards a, Guards b) => new(Union(a.IfTrue, b.IfTrue), Both(a.IfFalse, b.IfFalse));
    public static Guards Or(Guards a, Guards b) => new(Both(a.IfTrue, b.IfTrue), Union(a.IfFalse, b.IfFalse));

    public static IReadOnlySet<string> Union(IReadOnlySet<string> a, IReadOnlySet<string> b) => a.Union(b).ToHashSet();
    static IReadOnlySet<string> Both(IReadOnlySet<string> a, IReadOnlySet<string> b) => a.Intersect(b).ToHashSet();
}
