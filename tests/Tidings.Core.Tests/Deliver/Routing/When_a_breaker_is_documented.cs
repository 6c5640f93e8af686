using Tidings.Core.Deliver.Routing;

namespace Tidings.Core.Tests.Deliver.Routing;

public class When_a_breaker_is_documented
{
    [Fact]
    public void The_page_shows_the_table_that_runs()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "carrier.md")).Select(static line => line.Split('|', StringSplitOptions.TrimEntries)).Where(static cells => cells.Length > 3).ToList();
        var head = rows.Single(static cells => cells[1] == "fact");
        var states = Enum.GetValues<BreakerState>();
        Assert.Equal(states.Select(static state => state.ToString()), head[2..5]);
        foreach (var fact in Enum.GetValues<BreakerFact>())
        {
            var row = rows.Single(cells => cells[1] == fact.ToString());
            Assert.Equal(states.Select(state => BreakerTable.After(state, fact) is var next && next == state ? "·" : next.ToString()), row[2..5]);
        }
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tidings.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
