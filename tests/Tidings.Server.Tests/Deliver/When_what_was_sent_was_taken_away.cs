using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Host;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Deliver;

/// <summary>A node whose two texts have left, as its store says, and of which somebody takes that away while it is stopped.</summary>
public sealed class When_what_was_sent_was_taken_away : IAsyncLifetime
{
    RealNode _node = null!;
    MessageId[] _texts = [];

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_node, var messages) = await AuditedNode.Start();
        _texts = [.. messages.Select(static message => MessageId.TryParse(message, out var id) ? id : default)];
        await _node.Stop();
        await using var store = await StoreForTools.Open(_node.Folder, Cancel);
        await store.Store.Commit(new() { Submissions = [.. _texts.Select(static text => new SubmissionRow(text, 0, 1, text.At, "main/0", SubmissionResult.Accepted, $"r-{text}", 0, Settles: true))] });
        await store.Store.Commit(new() { Receipts = [new(_texts[1], 0, 0, _texts[1].At, 2, null)] });
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_node.Folder, recursive: true);
        return default;
    }

    /// <summary>The node starts, reads what is due, and ends. What it said, and the facts of each text.</summary>
    async Task<(string Logs, SubmissionRow[][] Facts)> Run(string until)
    {
        _node = await RealNode.Start(_node.Folder);
        // The carrier is away, so that nothing leaves: what is due is read all the same.
        while (!_node.Logs.All.Contains(until, StringComparison.Ordinal))
            await Task.Yield();
        var logs = _node.Logs;
        await _node.Stop();
        await using var store = await StoreForTools.Open(_node.Folder, Cancel);
        var facts = new List<SubmissionRow[]>();
        foreach (var text in _texts)
            facts.Add([.. (await store.Store.ReadMessage(text, Cancel))!.Submissions.Where(row => row.Message == text)]);
        return (logs.All, [.. facts]);
    }

    [Fact]
    public async Task Where_nothing_is_gone_nothing_is_told_or_written()
    {
        var (logs, facts) = await Run("no session");
        Assert.DoesNotContain("Rows are missing", logs, StringComparison.Ordinal);
        Assert.All(facts, static of => Assert.Equal(SubmissionResult.Accepted, Assert.Single(of).Result));
    }

    [Fact]
    public async Task The_start_tells_and_what_a_receipt_speaks_of_does_not_go_again()
    {
        AuditedNode.Sql(_node.Folder, "DELETE FROM submission");
        var (logs, facts) = await Run("count as perhaps sent, and");
        Assert.Contains("Rows are missing from the store, or were put there: submission: 0 of 2", logs, StringComparison.Ordinal);
        Assert.Contains("2 texts of before count as perhaps sent, and 1 of them do not go again", logs, StringComparison.Ordinal);
        // An alert that nothing speaks of goes once more: to be told twice beats not to be told.
        Assert.Equal((SubmissionResult.ClaimedAgain, false), (facts[0][0].Result, facts[0][0].Settles));
        Assert.Equal((SubmissionResult.InDoubtSpent, true), (facts[1][0].Result, facts[1][0].Settles));
    }
}
