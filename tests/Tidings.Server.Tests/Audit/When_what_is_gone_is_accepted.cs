using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Check;
using Tidings.Server.Audit;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

/// <summary>A node's store with rows of which the log has no entry, and of which somebody has taken some or put older ones back. No backup helps.</summary>
public sealed class When_what_is_gone_is_accepted : IAsyncLifetime
{
    const string Why = "the disk was lost and the backup is older";

    RealNode _node = null!;
    MessageId[] _texts = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_node, var messages) = await AuditedNode.Start();
        await _node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await _node.Stop();
        _texts = [.. messages.Select(static message => MessageId.TryParse(message, out var id) ? id : throw new InvalidOperationException())];
        await using (var store = await StoreForTools.Open(_node.Folder, Cancel))
        {
            await store.Store.Commit(new() { Deferred = [new(_texts[0], "main", _texts[0].At.AddYears(1))], Claim = new("main/0", 7, [new(_texts[1], 0)]) });
            await store.Store.Commit(new() { Submissions = [new(_texts[1], 0, 1, _texts[1].At, "main/0", SubmissionResult.Rejected, null, 8, Settles: true)], DispatchLow = new("main", new(_texts.Max(static text => text.Value) + 100)) });
            await store.Store.Commit(new() { Documents = [new("thing", "one", 1, _texts[0].At, new byte[1])], Sources = [new("file", 0, 9, 0), new("file", 0, 8, 1)] });
        }
        AuditedNode.Sql(_node.Folder, "CREATE TABLE kept AS SELECT * FROM source; UPDATE kept SET tag = tag");
        await using (var store = await StoreForTools.Open(_node.Folder, Cancel))
            await store.Store.Commit(new() { Sources = [new("file", 0, 12, 0)] });
        // The control of each test below.
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
        Assert.Empty(await Accepted());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_node.Folder, recursive: true);
        return default;
    }

    /// <summary>What was missing.</summary>
    async Task<IReadOnlyList<string>> Accepted()
    {
        await using var store = await StoreForTools.Open(_node.Folder, Cancel);
        var found = await Acceptance.Look(store.Store, TimeProvider.System, Cancel);
        if (found.Missing.Count > 0)
            await found.Accept("machine", Why, Cancel);
        return found.Missing;
    }

    async Task<string> Wrong() => Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(_node.Folder)).What;

    /// <summary>What a start of the node tells of rows that are missing; null: nothing.</summary>
    async Task<string?> Told(Func<RealNode, Task>? then = null)
    {
        await using var node = new Started(await RealNode.Start(_node.Folder, RealNode.OnePerson));
        if (then is not null)
            await then(node.Node);
        return node.Node.Logs.All.Split('\n').FirstOrDefault(static line => line.StartsWith("1122 ", StringComparison.Ordinal));
    }

    /// <summary>It ends, and its folder stays.</summary>
    sealed record Started(RealNode Node) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Node.Stop();
    }

    [Theory]
    [InlineData("DELETE FROM source WHERE partition = 1", "source: [0-9]+ of [0-9]+", " rows of sources, and there are ")]
    [InlineData("INSERT OR REPLACE INTO source SELECT * FROM kept", "source or partition: replaced", "What a source has brought, or how far a partition's snapshots reach, is not what was written last")]
    public async Task A_source_that_was_dropped_or_put_back_is_told_by_each_start_and_by_the_check_until_then(string edit, string told, string found)
    {
        Assert.Null(await Told());
        AuditedNode.Sql(_node.Folder, edit);
        Assert.Matches(told, await Told());
        Assert.Matches(told, await Told());
        Assert.Contains(found, await Wrong(), StringComparison.Ordinal);
        Assert.Contains(found, Assert.Single(await Accepted()), StringComparison.Ordinal);
        Assert.Null(await Told(async node =>
        {
            var act = Assert.Single((await node.Send(HttpMethod.Get, $"/v1/audit/acts?kind={Acceptance.Act}")).Json.GetProperty("acts").EnumerateArray());
            Assert.Equal(("machine", "rows"), (act.GetProperty("actor").GetString(), act.GetProperty("document").GetString()));
            Assert.StartsWith($"{Why} | ", act.GetProperty("reason").GetString(), StringComparison.Ordinal);
            Assert.Contains(found, act.GetProperty("reason").GetString(), StringComparison.Ordinal);
            await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        }));
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
        Assert.Empty(await Accepted());
    }

    [Theory]
    [InlineData("DELETE FROM deferred", 2), InlineData("INSERT INTO deferred VALUES (1, 'main', 1)", 1), InlineData("UPDATE deferred SET id = id + 1", 2), InlineData("DELETE FROM claim", 1)]
    [InlineData("DELETE FROM submission", 2), InlineData("DELETE FROM submission; DELETE FROM deferred", 3), InlineData("DELETE FROM dispatch", 1), InlineData("DELETE FROM document WHERE kind = 'thing'", 1)]
    [InlineData("UPDATE document SET id = 'two' WHERE kind = 'thing'", 1), InlineData("DELETE FROM profile WHERE customer = (SELECT min(customer) FROM profile)", 1), InlineData("DELETE FROM account", 1)]
    [InlineData("DELETE FROM tally", 1), InlineData("UPDATE tally SET claims = 0", 1), InlineData("UPDATE tally SET tag = tag + 1; DELETE FROM claim", 1)]
    public async Task Whatever_it_was_the_next_start_is_silent_and_the_check_is_clean(string edit, int sentences)
    {
        AuditedNode.Sql(_node.Folder, edit);
        await Wrong();
        Assert.Equal(sentences, (await Accepted()).Count);
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
        Assert.Null(await Told());
    }

    [Fact]
    public async Task A_text_whose_answer_is_gone_is_perhaps_sent_and_does_not_go_again()
    {
        AuditedNode.Sql(_node.Folder, "DELETE FROM submission");
        Assert.Contains($"{_texts[1]} is neither sent nor waiting", await Wrong(), StringComparison.Ordinal);
        Assert.Contains("1 texts are neither sent nor waiting, though all of their time are.", await Accepted());
        await using var store = await StoreForTools.Open(_node.Folder, Cancel);
        var fact = Assert.Single((await store.Store.ReadMessage(_texts[1], Cancel))!.Submissions);
        Assert.Equal((SubmissionResult.InDoubtDropped, true), (fact.Result, fact.Settles));
    }

    [Fact]
    public async Task An_alert_that_is_due_and_may_have_left_goes_once_more_with_that_said()
    {
        await using (var store = await StoreForTools.Open(_node.Folder, Cancel))
            await store.Store.Commit(new() { DispatchLow = new("main", _texts[1]) });
        AuditedNode.Sql(_node.Folder, "DELETE FROM submission");
        await Accepted();
        await using var after = await StoreForTools.Open(_node.Folder, Cancel);
        var fact = Assert.Single((await after.Store.ReadMessage(_texts[1], Cancel))!.Submissions);
        Assert.Equal((SubmissionResult.ClaimedAgain, false), (fact.Result, fact.Settles));
    }

    [Fact]
    public async Task What_is_taken_while_somebody_looks_is_missed_after_it()
    {
        AuditedNode.Sql(_node.Folder, "DELETE FROM source WHERE partition = 1");
        await using (var store = await StoreForTools.Open(_node.Folder, Cancel))
        {
            var found = await Acceptance.Look(store.Store, TimeProvider.System, Cancel);
            AuditedNode.Sql(_node.Folder, "DELETE FROM claim");
            await found.Accept("machine", Why, Cancel);
        }
        Assert.Equal("There should be 1 claimed windows, and there are 0: some were dropped.", await Wrong());
    }

    [Fact]
    public async Task A_partition_whose_row_was_dropped_is_served_again_after_the_next_start_which_tells_of_it()
    {
        var there = AuditedNode.Count(_node.Folder, "SELECT count(*) FROM partition");
        AuditedNode.Sql(_node.Folder, "DELETE FROM partition");
        await Told(static async node =>
        {
            await AuditedNode.Pay(node, "e-after");
            Assert.Contains("1121 ", node.Logs.All, StringComparison.Ordinal);
        });
        Assert.Equal(there, AuditedNode.Count(_node.Folder, "SELECT count(*) FROM partition"));
    }

    [Fact]
    public async Task What_comes_back_after_it_is_told()
    {
        AuditedNode.Sql(_node.Folder, "DELETE FROM source WHERE partition = 1");
        await Accepted();
        AuditedNode.Sql(_node.Folder, "INSERT OR IGNORE INTO source SELECT * FROM kept");
        Assert.Contains(" rows of sources, and there are ", await Wrong(), StringComparison.Ordinal);
        Assert.NotNull(await Told());
    }

    [Fact]
    public async Task Where_nothing_is_missing_nothing_is_written()
    {
        var before = AuditedNode.Count(_node.Folder, "SELECT count(*) FROM document");
        Assert.Empty(await Accepted());
        Assert.Equal(before, AuditedNode.Count(_node.Folder, "SELECT count(*) FROM document"));
    }

    [Fact]
    public async Task A_row_that_somebody_made_is_named_and_nothing_is_written()
    {
        AuditedNode.Sql(_node.Folder, "UPDATE source SET high = high + 1 WHERE partition = 1");
        var before = AuditedNode.Count(_node.Folder, "SELECT count(*) FROM document");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(Accepted);
        Assert.StartsWith("file/0/1 does not open", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, AuditedNode.Count(_node.Folder, "SELECT count(*) FROM document"));
        // Taken out, it is gone like any other.
        AuditedNode.Sql(_node.Folder, "DELETE FROM source WHERE partition = 1");
        Assert.Single(await Accepted());
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
    }

    [Theory]
    [InlineData("short"), InlineData("  seven  "), InlineData("two\nlines of it")]
    public void A_reason_that_is_none_is_refused(string reason) => Assert.StartsWith("--reason has 8 to 200 characters", Acceptance.WrongIn(reason), StringComparison.Ordinal);

    [Fact]
    public void A_reason_is_taken_to_its_longest()
    {
        Assert.Null(Acceptance.WrongIn(new('x', 200)));
        Assert.NotNull(Acceptance.WrongIn(new('x', 201)));
    }
}
