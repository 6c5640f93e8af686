using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Partitions;

/// <summary>A node that ended before its states were written behind: what it did is in the journal alone, and somebody says that the snapshots hold it.</summary>
public sealed class When_somebody_moves_what_snapshots_hold : IAsyncLifetime
{
    RealNode _node = null!;
    string[] _messages = [];

    public async ValueTask InitializeAsync()
    {
        (_node, _messages) = await AuditedNode.Start();
        await _node.Stop();
        Assert.Equal(0, AuditedNode.Count(_node.Folder, "SELECT max(snapshots_up_to) FROM partition"));
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    /// <summary>Its customers, and who was told of what, are known.</summary>
    async Task KnowsAll()
    {
        foreach (var customer in (string[])["C-1", "C-2"])
            Assert.Equal(200, (await _node.Send(HttpMethod.Get, $"/v1/customers/{customer}")).Status);
        var again = await _node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment("e-1"));
        Assert.Equal(("duplicate", 200), (again.Results[0].GetProperty("status").GetString(), again.Status));
    }

    [Theory]
    [InlineData("snapshots_up_to = 9223372036854775807"), InlineData("snapshots_up_to = 9223372036854775807, tag = tag + 1"), InlineData("tag = NULL")]
    public async Task The_node_tells_and_folds_all_again_from_the_journal(string change)
    {
        AuditedNode.Sql(_node.Folder, $"UPDATE partition SET {change}");
        _node = await RealNode.Start(_node.Folder, RealNode.OnePerson);
        for (var partition = 0; partition < 4; partition++)
            Assert.Contains($"Row reach of {partition} of partition does not open", _node.Logs.All, StringComparison.Ordinal);
        await KnowsAll();
        // Ids go on above those that there are.
        var next = await AuditedNode.Pay(_node, "e-2");
        Assert.All(next, id => Assert.True(string.CompareOrdinal(id, _messages.Max(StringComparer.Ordinal)) > 0, id));
    }

    [Fact]
    public async Task Where_nobody_has_it_says_nothing()
    {
        _node = await RealNode.Start(_node.Folder, RealNode.OnePerson);
        Assert.DoesNotContain("does not open", _node.Logs.All, StringComparison.Ordinal);
        await KnowsAll();
    }
}
