using Tidings.Core.Messages;
using Tidings.Security.Audit.Check;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

/// <summary>A store with rows of which the log has no entry: a text that waits for its time, a window that a bind claimed, a document of a kind that is not audited. The node has ended.</summary>
public sealed class When_what_has_no_entry_is_taken_away : IAsyncLifetime
{
    RealNode _node = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_node, var messages) = await AuditedNode.Start();
        await _node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await _node.Stop();
        var texts = messages.Select(static message => MessageId.TryParse(message, out var id) ? id : throw new InvalidOperationException()).ToArray();
        await using (var store = await StoreForTools.Open(_node.Folder, Cancel))
        {
            await store.Store.Commit(new() { Deferred = [new(texts[0], "main", texts[0].At.AddYears(1))] });
            await store.Store.Commit(new() { Claim = new("main/0", 7, [new(texts[1], 0)]) });
            await store.Store.Commit(new() { Documents = [new("thing", "one", 1, texts[0].At, new byte[1])] });
        }
        // The control of each test below: untouched, it is good.
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_node.Folder));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_node.Folder, recursive: true);
        return default;
    }

    [Theory]
    [InlineData("DELETE FROM deferred", "There should be 1 texts that wait for their time, and there are 0: some were dropped.")]
    [InlineData("INSERT INTO deferred VALUES (1, 'main', 1)", "There should be 1 texts that wait for their time, and there are 2: some were added.")]
    [InlineData("UPDATE deferred SET id = id + 1", "stands in the place of another one that was dropped.")]
    [InlineData("DELETE FROM claim", "There should be 1 claimed windows, and there are 0: some were dropped.")]
    [InlineData("DELETE FROM document WHERE kind = 'thing'", " documents, and there are ")]
    [InlineData("UPDATE document SET id = 'two' WHERE kind = 'thing'", "stands in the place of another one that was dropped.")]
    public async Task It_is_named_though_no_entry_speaks_of_it(string edit, string told)
    {
        AuditedNode.Sql(_node.Folder, edit);
        Assert.Contains(told, Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(_node.Folder)).What, StringComparison.Ordinal);
    }
}
