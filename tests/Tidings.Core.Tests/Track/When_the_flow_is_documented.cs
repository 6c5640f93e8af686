using System.Text;
using Tidings.Core.Messages;
using Tidings.Core.Track;

namespace Tidings.Core.Tests.Track;

public class When_the_flow_is_documented
{
    [Fact]
    public void The_page_shows_the_table_that_runs()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "flow.md"));
        Assert.Contains(Table(), page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_the_order_in_which_segments_weigh()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "flow.md"));
        Assert.Contains(string.Join(", ", StateTable.Weakest), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_has_words_for_people() =>
        Assert.All(Enum.GetValues<MessageState>(), static state => Assert.NotEmpty(PeopleStatus.Of(state).WhatToDo));

    static string Table()
    {
        var facts = Enum.GetValues<TrackFact>();
        var table = new StringBuilder("| fact |");
        foreach (var state in StateTable.States)
            table.Append(' ').Append(state).Append(" |");
        table.Append("\n|---|").Insert(table.Length, "---|", StateTable.States.Count).Append('\n');
        foreach (var fact in facts)
        {
            table.Append("| ").Append(fact).Append(" |");
            foreach (var state in StateTable.States)
                table.Append(' ').Append(StateTable.Next(state, fact) is var to && to == state ? "·" : to.ToString()).Append(" |");
            table.Append('\n');
        }
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
