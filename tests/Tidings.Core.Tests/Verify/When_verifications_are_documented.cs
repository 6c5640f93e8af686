using System.Text;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public sealed class When_verifications_are_documented
{
    [Fact]
    public void The_page_shows_the_table_that_runs() =>
        Assert.Contains(Table(), File.ReadAllText(Path.Combine(Root(), "docs", "verification.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void Nothing_leads_out_of_an_end() => Assert.All(Enum.GetValues<VerificationStatus>().Where(static status => status != VerificationStatus.Pending), static end =>
        Assert.All(Enum.GetValues<VerificationFact>(), fact => Assert.Equal(end, VerificationTable.Next(end, fact))));

    static string Table()
    {
        var table = new StringBuilder("| fact | from Pending to |\n|---|---|\n");
        foreach (var fact in Enum.GetValues<VerificationFact>())
            table.Append("| ").Append(fact).Append(" | ").Append(VerificationTable.Next(VerificationStatus.Pending, fact) is var to && to == VerificationStatus.Pending ? "·" : to.ToString()).Append(" |\n");
        return table.ToString();
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
