using System.Text.RegularExpressions;

namespace Tidings.Architecture.Tests;

/// <summary>The pages on security, on verification, on replies and on what a gateway does say which test proves what: each that they name is there, and each file too.</summary>
public sealed partial class When_a_page_names_a_test
{
    [Theory, InlineData("security/threat-model.md", 20), InlineData("security/asvs.md", 20), InlineData("verification.md", 20), InlineData("verification-compared.md", 15), InlineData("gateway.md", 90), InlineData("replies.md", 9)]
    public void It_is_a_class_of_the_tests(string page, int atLeast)
    {
        var root = Repository.Root;
        var classes = Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(static file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        var named = Named().Matches(File.ReadAllText(Path.Combine(root, "docs", page))).Select(static found => found.Groups[1].Value).Distinct().ToArray();
        Assert.True(named.Length >= atLeast, $"{page} names {named.Length} tests.");
        Assert.Empty(named.Except(classes));
    }

    [Fact]
    public void Its_links_lead_somewhere()
    {
        var missing = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md"))
            .SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(found => (Page: page, Target: found.Groups[1].Value)))
            .Where(static link => !link.Target.Contains("://", StringComparison.Ordinal))
            .Where(static link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target)))
            .Select(static link => $"{Path.GetFileName(link.Page)}: {link.Target}");
        Assert.Empty(missing);
    }

    [GeneratedRegex("`((?:When|What|A_|How|Who|The_|Vectors|AnyText|NationalTables|StoreContract|Quiet_|Keyword_)[A-Za-z_0-9]*)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
