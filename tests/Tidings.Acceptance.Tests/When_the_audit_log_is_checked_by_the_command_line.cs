using System.Globalization;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Core.Messages;
using Tidings.Security.Audit.Entries;

namespace Tidings.Acceptance.Tests;

/// <summary>The executable against the folder of a real node, untouched and tampered with in each way.</summary>
public sealed class When_the_audit_log_is_checked_by_the_command_line(TwoDays days) : OnACopyOfToday(days)
{
    long Id(int message) => MessageId.TryParse(Days.Messages[message], out var id) ? id.Value : throw new InvalidOperationException();

    string Entry(AuditKind kind, int message) => string.Create(CultureInfo.InvariantCulture, $"Entry {TwoDays.EntryOf(Folder, kind, Id(message))}: ");

    Task<AuditRun> Log(params string[] more) => AuditRun.Verify(Folder, Days.Key, more);

    Task<AuditRun> Store() => AuditRun.Verify(Folder, Days.Key, "--data", Folder);

    [Fact]
    public async Task An_untouched_one_is_good_with_and_without_its_store_and_after_yesterday()
    {
        (await Log()).IsGood("all as signed");
        (await Store()).IsGood("all as signed, and as in the store");
        (await Log("--since", Path.Combine(Days.Yesterday, "audit", "checkpoint"))).IsGood("all as signed");
    }

    [Fact]
    public async Task A_changed_row_is_named()
    {
        TwoDays.Sql(Folder, $"UPDATE journal SET payload = CAST(substr(payload, 1, length(payload) - 1) || CASE WHEN substr(payload, -1) = x'00' THEN x'01' ELSE x'00' END AS BLOB) WHERE id = {Id(2)}");
        (await Store()).Finds(Entry(AuditKind.Message, 2) + $"{Days.Messages[2]} does not open");
    }

    [Fact]
    public async Task A_dropped_row_is_named()
    {
        TwoDays.Sql(Folder, $"DELETE FROM journal WHERE id = {Id(3)}");
        (await Store()).Finds(Entry(AuditKind.Message, 3) + $"{Days.Messages[3]} is not in the store.");
    }

    [Fact]
    public async Task An_added_row_is_named()
    {
        TwoDays.Sql(Folder, $"INSERT INTO journal SELECT id + 100, partition, messages, class, carrier, customer, event_key, delta, payload FROM journal WHERE id = {Id(4)}");
        (await Store()).Finds($"{new MessageId(Id(4) + 100)} does not open: it was added");
    }

    [Fact]
    public async Task Audit_rows_that_changed_places_are_named()
    {
        TwoDays.Sql(Folder, """
            CREATE TEMP TABLE two AS SELECT first, body FROM audit WHERE entries = 1 ORDER BY first LIMIT 2;
            UPDATE audit SET body = (SELECT body FROM two ORDER BY first DESC LIMIT 1) WHERE first = (SELECT min(first) FROM two);
            UPDATE audit SET body = (SELECT body FROM two ORDER BY first LIMIT 1) WHERE first = (SELECT max(first) FROM two);
            """);
        var run = await Store();
        run.Finds("the store's audit row holds another one in its place");
        Assert.StartsWith("Entry ", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE receipt SET state = 5"), InlineData("UPDATE receipt SET at = at + 1"), InlineData("UPDATE receipt SET error = '008'"), InlineData("DELETE FROM receipt")]
    public async Task A_receipt_that_was_changed_by_a_byte_or_dropped_is_named(string done)
    {
        TwoDays.Sql(Folder, $"{done} WHERE message = {Id(1)}");
        (await Store()).Finds(Entry(AuditKind.Receipt, 1) + $"the receipt of {Days.Messages[1]} was changed in the store, or is missing.");
    }

    [Fact]
    public async Task A_receipt_that_was_added_is_named()
    {
        TwoDays.Sql(Folder, $"INSERT INTO receipt SELECT message, segment, ord + 1, at + 1, state, error FROM receipt WHERE message = {Id(1)}");
        (await Store()).Finds($"The receipt of {Days.Messages[1]} is in the store and not in the log");
    }

    [Fact]
    public async Task A_byte_in_a_tile_is_named_with_its_tile_and_one_in_the_entries_with_its_entry()
    {
        var entries = TwoDays.First(Folder, "entries");
        TwoDays.Flip(entries, 2 + 30);
        (await Log()).Finds("Entry 0 is not the one that was signed.");
        TwoDays.Flip(entries, 2 + 30);
        (await Log()).IsGood("all as signed");
        var tile = TwoDays.First(Folder, "0");
        TwoDays.Flip(tile, (2 * 32) + 5);
        (await Log()).Finds($"tile/0/000.p/{Path.GetFileName(tile)} was changed: its hash 2");
    }

    [Fact]
    public async Task A_byte_in_the_checkpoint_is_named()
    {
        TwoDays.Flip(Path.Combine(Folder, "audit", "checkpoint"), 20);
        Assert.Equal(1, (await Log()).Code);
        (await Log()).Finds("The checkpoint is not signed by ");
    }

    [Fact]
    public async Task Yesterdays_store_under_todays_log_is_named()
    {
        File.Copy(Path.Combine(Days.Yesterday, "tidings.db"), Path.Combine(Folder, "tidings.db"), overwrite: true);
        var run = await Store();
        run.Finds("the store's audit rows end before it: the store was rolled back");
        Assert.StartsWith("Entry ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_yesterday_is_found_by_a_checkpoint_that_was_kept()
    {
        var rolled = Days.CopyOf(Days.Yesterday);
        (await AuditRun.Verify(rolled, Days.Key, "--data", rolled)).IsGood("and as in the store");
        (await AuditRun.Verify(rolled, Days.Key, "--data", rolled, "--since", Days.Kept)).Finds("The log was rolled back: it has ");
    }

    [Fact]
    public async Task Two_histories_of_one_key_are_found_by_a_checkpoint_that_was_kept()
    {
        var other = Days.CopyOf(Days.OtherHistory);
        (await AuditRun.Verify(other, Days.Key, "--data", other)).IsGood("and as in the store");
        (await AuditRun.Verify(other, Days.Key, "--since", Path.Combine(Days.Yesterday, "audit", "checkpoint"))).IsGood("all as signed");
        (await AuditRun.Verify(other, Days.Key, "--since", Days.Kept)).Finds("The log has two histories: its first ");
    }

    [Fact]
    public async Task Keys_of_another_installation_are_refused_by_name()
    {
        var other = Path.Combine(Folder, "of another installation");
        await using (var node = await BankNode.Start(other))
            await node.Stop();
        var ring = Path.Combine(Folder, "keyring");
        File.Copy(Path.Combine(other, "keyring"), ring, overwrite: true);
        (await Store()).Finds("The key provider does not unwrap the installation's keys");
        File.Delete(ring);
        var missing = await Store();
        missing.Finds("keyring");
        Assert.DoesNotContain("   at ", missing.Errors, StringComparison.Ordinal);
        // The log itself needs none.
        (await Log()).IsGood("all as signed");
    }

    [Fact]
    public async Task Without_a_key_or_with_anothers_nothing_is_believed()
    {
        (await AuditRun.Of("verify", "--log", Path.Combine(Folder, "audit"))).Finds("--key is needed");
        using var other = Security.Audit.Notes.NoteSigner.Create("log.example/other", Security.Audit.Notes.SignatureKind.Ed25519);
        (await AuditRun.Of("verify", "--log", Path.Combine(Folder, "audit"), "--key", other.Verifier.ToString())).Finds("not signed by log.example/other");
    }
}
