using Tidings.Core.Customers.Import;

namespace Tidings.Core.Tests.Customers.Import;

public sealed class The_page_about_imports
{
    [Fact]
    public void Names_every_field_and_every_alias()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "docs", "intake.md")))
            at = at.Parent;
        var page = File.ReadAllText(Path.Combine(at.FullName, "docs", "intake.md"));
        Assert.All([.. CustomerImport.Fields, .. AccountImport.Fields], field =>
        {
            Assert.Contains($"`{field.Name}`", page, StringComparison.Ordinal);
            Assert.All(field.Aliases, alias => Assert.Contains(alias, page, StringComparison.Ordinal));
        });
    }
}
