using System.Xml.Linq;

namespace Tidings.Architecture.Tests;

/// <summary>Which project may stand on which. What is not listed is forbidden.</summary>
internal static class Arrows
{
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["Tidings.Smpp"] = [],
        ["Tidings.Core"] = [],
        ["Tidings.Fraud"] = ["Tidings.Core"],
        ["Tidings.Security"] = ["Tidings.Core"],
        ["Tidings.Storage"] = ["Tidings.Core"],
        ["Tidings.Server"] = ["Tidings.Core", "Tidings.Security", "Tidings.Storage", "Tidings.Smpp"],
        ["Tidings.Simulator"] = [],
        ["Tidings.Console"] = ["Tidings.Server", "Tidings.Client", "Tidings.Core"],
        ["Tidings.Client"] = [],
        ["Tidings.Cli"] = ["Tidings.Server", "Tidings.Fraud", "Tidings.Simulator", "Tidings.Console", "Tidings.Client", "Tidings.Core", "Tidings.Security", "Tidings.Storage", "Tidings.Smpp"],
        ["Bank"] = ["Tidings.Client"],
        ["FirstEvent"] = ["Tidings.Client"],
        ["WebhookReceiver"] = ["Tidings.Client"],
    };

    static readonly string[] Places = ["src", "samples"];

    /// <summary>Arrows by project file: who references whom.</summary>
    public static IEnumerable<(string From, string To)> OfProjects(string root) =>
        from place in Places
        where Directory.Exists(Path.Combine(root, place))
        from file in Directory.EnumerateFiles(Path.Combine(root, place), "*.csproj", SearchOption.AllDirectories)
        from reference in XDocument.Load(file).Descendants("ProjectReference")
        select (Path.GetFileNameWithoutExtension(file), Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>Arrows by namespace: who uses whose names, also through a transitive reference.</summary>
    public static IEnumerable<(string From, string To)> OfUsings(string root) =>
        from place in Places
        where Directory.Exists(Path.Combine(root, place))
        from project in Directory.EnumerateDirectories(Path.Combine(root, place))
        from file in Repository.SourceFiles(project)
        from line in File.ReadLines(file)
        where line.StartsWith("using Tidings.", StringComparison.Ordinal)
        let to = string.Join('.', line["using ".Length..].TrimEnd(';').Split('.').Take(2))
        let @from = Path.GetFileName(project)
        where @from != to
        select (@from, to);

    public static IReadOnlyList<string> Violations(IEnumerable<(string From, string To)> arrows) =>
    [
        .. arrows.Distinct().Where(static arrow => !Allowed.TryGetValue(arrow.From, out var to) || !to.Contains(arrow.To))
            .Select(static arrow => $"{arrow.From} must not stand on {arrow.To}"),
    ];
}
