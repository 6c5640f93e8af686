using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Check;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Audit;

public sealed class When_the_store_is_tampered_with : IAsyncLifetime
{
    RealNode _node = null!;
    string[] _messages = [];

    string Folder => _node.Folder;

    public async ValueTask InitializeAsync()
    {
        (_node, _messages) = await AuditedNode.Start();
        const string pack = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"US","effect":"deny","classes":["promotional"],"source":"our lawyer","confidence":"primary-text-read"}]}""";
        Assert.Equal(200, (await _node.Send(HttpMethod.Put, "/v1/policies/ours", body: pack)).Status);
        await _node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        _messages = [.. _messages, .. await AuditedNode.Pay(_node, "e-2")];
        await _node.Stop();
        await Leave(Folder);
        // The control of each test below: untouched, it is good.
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(Folder));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    /// <summary>All texts have left, and the mark has passed those of the first payment.</summary>
    async Task Leave(string folder)
    {
        await using var store = await StoreForTools.Open(folder, TestContext.Current.CancellationToken);
        var now = new MessageId(Id(_messages[3])).At;
        SubmissionRow[] rows = [.. _messages.Select(message => new SubmissionRow(new(Id(message)), 0, 1, now, "main/0", SubmissionResult.Accepted, $"r-{message}", 0, Settles: true))];
        await store.Store.Commit(new() { Submissions = rows, Lookups = [.. rows.Select(static row => LookupEntries.Of(row)!.Value.Row)] });
        await store.Store.Commit(new() { DispatchLow = new("main", new(Id(_messages[1]) + 1)) });
    }

    async Task<LogVerdict.Wrong> Wrong() => Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(Folder));

    static long Id(string message) => MessageId.TryParse(message, out var id) ? id.Value : throw new ArgumentException("No id.", nameof(message));

    [Fact]
    public async Task A_text_that_somebody_with_the_keys_changed_is_named()
    {
        await AuditedNode.Rewrite(Folder, Id(_messages[1]), static decided => decided with { Messages = [decided.Messages[0] with { Text = "Nothing happened." }] });
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains($"message of {_messages[1]} was changed", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Salts_that_somebody_with_the_keys_took_away_are_named()
    {
        await AuditedNode.Rewrite(Folder, Id(_messages[1]), static decided => decided with { Salts = null });
        Assert.Contains($"message of {_messages[1]} was changed", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_whose_bytes_were_changed_is_named()
    {
        var id = Id(_messages[1]);
        var payload = AuditedNode.Blob(Folder, $"SELECT payload FROM journal WHERE id = {id}");
        payload[^20] ^= 1;
        AuditedNode.Sql(Folder, $"UPDATE journal SET payload = $p WHERE id = {id}", ("$p", payload));
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains($"{_messages[1]} does not open", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_row_is_named()
    {
        AuditedNode.Sql(Folder, $"DELETE FROM journal WHERE id = {Id(_messages[2])}");
        Assert.Contains($"{_messages[2]} is not in the store", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_row_is_named()
    {
        var id = Id(_messages[3]);
        AuditedNode.Sql(Folder, $"INSERT INTO journal SELECT id + 100, partition, messages, class, carrier, customer, event_key, delta, payload FROM journal WHERE id = {id}");
        Assert.Contains($"{new MessageId(id + 100)} does not open: it was added", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_added_receipt_is_named()
    {
        AuditedNode.Sql(Folder, $"INSERT INTO receipt VALUES ({Id(_messages[0])}, 0, 0, 1900000000000000, 2, NULL)");
        Assert.Contains($"receipt of {_messages[0]} is in the store and not in the log", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_document_is_named()
    {
        // In clear: whoever puts one there does without a key.
        AuditedNode.Sql(Folder, "UPDATE document SET body = CAST('{\"name\":\"worst\"}' AS BLOB) WHERE kind = 'api-key'");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains("does not open", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sealed_document_that_was_moved_is_named()
    {
        AuditedNode.Sql(Folder, "UPDATE document SET body = (SELECT body FROM document WHERE kind = 'act' LIMIT 1) WHERE kind = 'api-key'");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains("does not open", wrong.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'forged', 1, 1"), InlineData("'forged', 1, 1900000000000000")]
    public async Task A_document_that_was_added_is_named_whatever_time_it_bears(string place)
    {
        AuditedNode.Sql(Folder, $"INSERT INTO document VALUES ('alert', {place}, CAST('{{}}' AS BLOB))");
        Assert.Contains("alert forged is in the store and not in the log", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_version_that_was_added_again_as_the_newest_is_named()
    {
        AuditedNode.Sql(Folder, "INSERT INTO document SELECT kind, id, version + 1, at, body FROM document WHERE kind = 'policy-pack'");
        Assert.Contains("Version 2 of policy-pack ours is in the store and not in the log", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_with_an_old_time_is_named()
    {
        AuditedNode.Sql(Folder, $"INSERT INTO receipt VALUES ({Id(_messages[0])}, 0, 9, 1, 5, NULL)");
        Assert.Contains($"receipt of {_messages[0]} is in the store and not in the log", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_rows_that_changed_places_are_named()
    {
        // The two last rows, of one payment each: the same kinds and lengths of entries.
        var last = AuditedNode.Blob(Folder, "SELECT body FROM audit ORDER BY first DESC LIMIT 1");
        var before = AuditedNode.Blob(Folder, "SELECT body FROM audit ORDER BY first DESC LIMIT 1 OFFSET 1");
        Assert.NotEqual(last, before);
        AuditedNode.Sql(Folder, "UPDATE audit SET body = $p WHERE first = (SELECT max(first) FROM audit)", ("$p", before));
        AuditedNode.Sql(Folder, "UPDATE audit SET body = $p WHERE first = (SELECT first FROM audit ORDER BY first DESC LIMIT 1 OFFSET 1)", ("$p", last));
        Assert.NotNull((await Wrong()).Entry);
    }

    [Fact]
    public async Task A_row_that_was_deleted_as_if_its_days_were_over_is_named()
    {
        var id = Id(_messages[3]);
        AuditedNode.Sql(Folder, $"DELETE FROM journal WHERE id <= {id}");
        AuditedNode.Sql(Folder, $"INSERT OR REPLACE INTO installation VALUES ('journal_low', {id + 1})");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains("no act says that it was deleted", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_destroyed_without_an_erasure_is_named()
    {
        var token = AuditedNode.Text(AuditedNode.Blob(Folder, $"SELECT CAST(customer AS BLOB) FROM journal WHERE id = {Id(_messages[1])}"));
        AuditedNode.Sql(Folder, "UPDATE data_key SET wrapped = zeroblob(length(wrapped)) WHERE subject = $s", "keys.db", ("$s", token));
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains($"the key of {_messages[1]} was destroyed, and no act", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_who_was_erased_is_none_of_them()
    {
        _node = await RealNode.Start(Folder, RealNode.OnePerson);
        Assert.Equal(204, (await _node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await _node.Stop();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(Folder));
    }

    [Fact]
    public async Task A_dropped_audit_row_is_named()
    {
        AuditedNode.Sql(Folder, "DELETE FROM audit WHERE first = (SELECT first FROM audit ORDER BY first LIMIT 1 OFFSET 1)");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains("is missing", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_submission_below_the_mark_is_named_by_its_text()
    {
        AuditedNode.Sql(Folder, $"DELETE FROM submission WHERE message = {Id(_messages[0])}");
        Assert.Contains($"{_messages[0]} is neither sent nor waiting", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_above_it_is_missed_by_the_count()
    {
        AuditedNode.Sql(Folder, $"DELETE FROM submission WHERE message = {Id(_messages[3])}");
        Assert.Contains("should be 4 submissions, and there are 3: some were dropped", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_dropped_as_if_its_text_waited_still_is_named()
    {
        AuditedNode.Sql(Folder, $"DELETE FROM submission WHERE message = {Id(_messages[0])}");
        AuditedNode.Sql(Folder, $"INSERT INTO deferred VALUES ({Id(_messages[0])}, 'main', 4000000000000000)");
        Assert.Contains("should be 4 submissions, and there are 3: some were dropped", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM profile WHERE rowid_of = 1", "states of customers"), InlineData("DELETE FROM account", "There should be 1 accounts, and there are 0")]
    [InlineData("UPDATE profile SET customer = '00' || substr(customer, 3) WHERE rowid_of = 1", "stands in the place of another one")]
    [InlineData("DELETE FROM dispatch", "The mark of dispatch"), InlineData("DELETE FROM tally", "The tally of the store's rows is missing")]
    [InlineData("UPDATE tally SET before_mark = before_mark - 1", "The tally of the store's rows is missing, was changed")]
    public async Task A_state_an_account_or_a_mark_that_was_dropped_is_named(string edit, string told)
    {
        AuditedNode.Sql(Folder, edit.Replace("rowid_of = 1", "customer = (SELECT max(customer) FROM profile)", StringComparison.Ordinal));
        Assert.Contains(told, (await Wrong()).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE dispatch SET low = low + 1", "mark of main"), InlineData("INSERT INTO claim (bind, sequence, segments) VALUES ('main/0', 1, zeroblob(9))", "window main/0/1")]
    [InlineData("UPDATE partition SET snapshots_up_to = snapshots_up_to + 1 WHERE partition = 0", "reach of 0"), InlineData("UPDATE partition SET tag = NULL WHERE partition = 3", "reach of 3")]
    [InlineData("INSERT INTO source (source, source_partition, partition, high) VALUES ('tidings:retention', 4, 0, 9)", "tidings:retention/4/0")]
    public async Task A_mark_or_a_window_that_was_changed_or_added_is_named(string edit, string told)
    {
        AuditedNode.Sql(Folder, edit);
        Assert.Contains($"{told} does not open", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_ups_that_were_dropped_are_named()
    {
        AuditedNode.Sql(Folder, "DELETE FROM lookup WHERE key <> 0");
        Assert.Contains("look-ups were dropped", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_of_what_was_never_sent_is_named()
    {
        await using (var store = await StoreForTools.Open(Folder, TestContext.Current.CancellationToken))
        {
            var audit = new Tidings.Security.Audit.Entries.AuditWriter();
            var receipt = new ReceiptRow(new(Id(_messages[3])), 0, 0, new MessageId(Id(_messages[3])).At, 2, null);
            audit.Add(receipt);
            await store.Store.Commit(new() { Receipts = [receipt], Audit = audit.Entries });
        }
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(Folder));
        AuditedNode.Sql(Folder, $"DELETE FROM submission WHERE message = {Id(_messages[3])}");
        Assert.Contains($"A receipt of {_messages[3]} is in the store, and nothing says that it was sent", (await Wrong()).What, StringComparison.Ordinal);
    }
}
