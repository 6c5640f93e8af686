using Tidings.Core.Messages;
using Tidings.Security.Audit.Check;
using Tidings.Server.Tests.Intake;

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
        // The control of each test below: untouched, it is good.
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(Folder));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
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
}
