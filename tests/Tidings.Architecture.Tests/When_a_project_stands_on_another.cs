using System.Xml.Linq;

namespace Tidings.Architecture.Tests;

public sealed class When_a_project_stands_on_another
{
    [Fact]
    public void Its_project_file_follows_the_arrows() => Assert.Empty(Arrows.Violations(Arrows.OfProjects(Repository.Root)));

    [Fact]
    public void Its_code_follows_the_arrows() => Assert.Empty(Arrows.Violations(Arrows.OfUsings(Repository.Root)));

    [Fact]
    public void All_projects_are_seen() =>
        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(),
            Arrows.Allowed.Keys.Where(static name => Directory.Exists(Path.Combine(Repository.Root, "src", name))).Order());

    [Theory]
    [InlineData("Tidings.Core", "Tidings.Storage")]
    [InlineData("Tidings.Smpp", "Tidings.Core")]
    [InlineData("Tidings.Storage", "Tidings.Security")]
    [InlineData("Tidings.Simulator", "Tidings.Server")]
    [InlineData("Tidings.Server", "Tidings.Cli")]
    [InlineData("Tidings.Server", "Tidings.Fraud")]
    [InlineData("Tidings.Client", "Tidings.Core")]
    [InlineData("FirstEvent", "Tidings.Server")]
    [InlineData("Tidings.Unknown", "Tidings.Core")]
    public void A_broken_arrow_is_found(string from, string to) =>
        Assert.Equal([$"{from} must not stand on {to}"], Arrows.Violations([.. Arrows.OfProjects(Repository.Root), (from, to)]));

    /// <summary>A bank references it alone: what it brings, all of the bank's programs carry.</summary>
    [Fact]
    public void The_client_brings_one_package_and_no_framework()
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, "src", "Tidings.Client", "Tidings.Client.csproj")).Descendants()
            .Where(static one => one.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal)).Select(static one => one.Attribute("Include")!.Value);
        Assert.Equal(["Microsoft.Extensions.Http.Resilience"], references);
    }

    [Fact]
    public void A_broken_arrow_in_a_file_is_found()
    {
        var root = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "src", "Tidings.Core"));
            File.WriteAllText(Path.Combine(root, "src", "Tidings.Core", "Wrong.cs"), "using Tidings.Server.Host;\n");
            File.WriteAllText(
                Path.Combine(root, "src", "Tidings.Core", "Tidings.Core.csproj"),
                """<Project><ItemGroup><ProjectReference Include="..\Tidings.Server\Tidings.Server.csproj" /></ItemGroup></Project>""");
            Assert.Equal(["Tidings.Core must not stand on Tidings.Server"], Arrows.Violations(Arrows.OfUsings(root)));
            Assert.Equal(["Tidings.Core must not stand on Tidings.Server"], Arrows.Violations(Arrows.OfProjects(root)));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
