namespace Tidings.Server.Operate.Problems;

/// <summary>A kind of problem that the API answers with: stable, with a page in docs/errors. See RFC 9457.</summary>
/// <param name="Code">The stable code and the name of its page.</param>
/// <param name="Status">The HTTP status that it goes with; 0 for the code of a field, which stands inside another problem.</param>
/// <param name="Title">The same words each time, for people.</param>
public sealed record ProblemCode(string Code, int Status, string Title)
{
    /// <summary>The problem's <c>type</c>: where this server shows the page.</summary>
    public string Type { get; } = "/errors/" + Code;
}
