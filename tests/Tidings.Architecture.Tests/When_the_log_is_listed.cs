using System.Text.RegularExpressions;

namespace Tidings.Architecture.Tests;

/// <summary>docs/security/logs.md is the inventory of the log: what a line says and what may stand in it is decided there before it is written.</summary>
public sealed partial class When_the_log_is_listed
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security", "logs.md"));

    static IEnumerable<(string Id, string Level, string Line)> InCode() => Repository.SourceFiles("src").SelectMany(static file => Line().Matches(File.ReadAllText(file)))
        .Select(static found => (found.Groups[1].Value, found.Groups[2].Value, found.Groups[3].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\n", " ", StringComparison.Ordinal)));

    static string[][] Rows(string heading) =>
    [
        .. Page[Page.IndexOf($"## {heading}\n", StringComparison.Ordinal)..].Split('\n').Skip(1).TakeWhile(static line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).Select(static line => line.Trim('|', ' ').Split(" | ")),
    ];

    [Fact]
    public void Each_line_of_the_code_is_in_it_as_it_is_and_no_other()
    {
        var listed = Rows("Lines").Select(static row => (row[0], row[1], row[2]));
        Assert.True(InCode().Count() > 50);
        Assert.Equal(InCode().Order(), listed.Order());
        Assert.Empty(InCode().GroupBy(static line => line.Id).Where(static same => same.Skip(1).Any()).Select(static same => same.Key));
    }

    [Fact]
    public void Each_thing_that_may_stand_in_a_line_is_explained_and_nothing_else() => Assert.Equal(
        InCode().SelectMany(static line => Hole().Matches(line.Line)).Select(static found => found.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
        Rows("What stands in them").SelectMany(static row => row[0].Split(", ")).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_is_logged_but_by_such_a_line() =>
        Assert.Empty(Repository.SourceFiles("src").Where(static file => Loose().IsMatch(File.ReadAllText(file)) || Line().Count(File.ReadAllText(file)) != Any().Count(File.ReadAllText(file))).Select(Path.GetFileName));

    [GeneratedRegex(@"\[LoggerMessage\((\d+), LogLevel\.(\w+), ""((?:[^""\\]|\\.)*)""\)\]")]
    private static partial Regex Line();

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Any();

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|\.Log\(LogLevel")]
    private static partial Regex Loose();
}
