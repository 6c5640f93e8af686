using System.Globalization;
using Tidings.Acceptance.Tests.Audit;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Acceptance.Tests;

/// <summary><c>tidings audit export</c>, <c>prove</c> and <c>key</c> against the folder of a real node.</summary>
public sealed class When_the_audit_log_is_handed_out(TwoDays days) : IAsyncLifetime
{
    readonly DirectoryInfo _out = Directory.CreateTempSubdirectory("tidings-export-");
    string _log = "";

    public async ValueTask InitializeAsync()
    {
        await days.Lived();
        _log = Path.Combine(days.CopyOf(days.Today), "audit");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(_log)!, recursive: true);
        _out.Delete(recursive: true);
        return default;
    }

    NoteKey Key => NoteKey.Parse(File.ReadAllText(days.Key))!;

    [Fact]
    public async Task The_key_command_prints_the_public_key_and_nothing_secret_is_there()
    {
        (await AuditRun.Of("key", "--log", _log)).IsGood(Key.ToString());
        Assert.False(File.Exists(Path.Combine(_log, "key")));
        (await AuditRun.Of("key", "--log", _out.FullName)).Finds("There is no key of a log in");
    }

    [Fact]
    public async Task An_export_is_checked_with_the_public_key_alone_and_grows_with_the_log()
    {
        (await AuditRun.Of("export", _out.FullName, "--log", Path.Combine(days.Yesterday, "audit"))).IsGood(" entries");
        (await AuditRun.Of("export", _out.FullName, "--log", _log)).IsGood(" entries");
        (await AuditRun.Of("verify", "--log", _out.FullName, "--key", days.Key, "--since", days.Kept)).IsGood("all as signed");
        Assert.DoesNotContain(_out.EnumerateFiles("*", SearchOption.AllDirectories), static file => file.Name.Contains("key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_of_a_log_with_a_missing_tile_ends_without_a_checkpoint_and_names_it()
    {
        File.Delete(TwoDays.First(Path.GetDirectoryName(_log)!, "0"));
        (await AuditRun.Of("export", _out.FullName, "--log", _log)).Finds("tile/0/000.p/");
        Assert.False(File.Exists(Path.Combine(_out.FullName, "checkpoint")));
    }

    [Fact]
    public async Task The_log_of_a_running_node_is_checked_and_copied_over_its_address_with_a_key()
    {
        var data = Path.Combine(_out.FullName, "data");
        await using var node = await BankNode.Start(data);
        await node.Sign();
        var (log, key) = node.Audit;
        string[] verify = ["verify", "--log", log, "--key", Path.Combine(data, "audit", "vkey")];
        (await AuditRun.Of(verify)).Finds("is for those with a key: give --api-key one that has audit:read");
        (await AuditRun.Of([.. verify, "--api-key", key])).IsGood("all as signed");
        (await AuditRun.Of("export", Path.Combine(_out.FullName, "copy"), "--log", log, "--api-key", key)).IsGood(" entries");
    }

    [Fact]
    public async Task What_the_log_does_not_say_of_a_document_is_said_with_its_store()
    {
        var folder = Path.GetDirectoryName(_log)!;
        var entries = EntryBundle.Read(await File.ReadAllBytesAsync(TwoDays.First(folder, "entries"), TestContext.Current.CancellationToken))!;
        var index = entries.FindIndex(static entry => AuditEntry.Parse(entry)?.Kind == AuditKind.Document).ToString(CultureInfo.InvariantCulture);
        (await AuditRun.Of("show", index, "--log", _log, "--data", folder)).IsGood(", by system: as in the store");
        TwoDays.Sql(folder, "UPDATE document SET at = at + 1");
        (await AuditRun.Of("show", index, "--log", _log, "--data", folder)).IsGood(", by system: changed in the store since");
        (await AuditRun.Verify(folder, days.Key, "--data", folder)).Finds($"Entry {index}: version 1 of ");
        (await AuditRun.Of("show", $"{entries.Count}", "--log", _log, "--data", folder)).Finds($"The log has {entries.Count} entries: 0 to {entries.Count - 1}.");
    }

    [Fact]
    public async Task A_proof_holds_without_the_log_and_none_is_given_of_a_changed_entry_or_one_that_is_not_there()
    {
        var file = TwoDays.First(Path.GetDirectoryName(_log)!, "entries");
        var entries = EntryBundle.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))!;
        var run = await AuditRun.Of("prove", "2", "--log", _log, "--key", days.Key);
        run.IsGood("c2sp.org/tlog-proof@v1");
        var proof = TlogProof.Parse(System.Text.Encoding.UTF8.GetBytes(run.Output))!;
        Assert.True(proof.Holds(entries[2].Span, Key));
        Assert.False(proof.Holds(entries[3].Span, Key));

        (await AuditRun.Of("prove", entries.Count.ToString(CultureInfo.InvariantCulture), "--log", _log, "--key", days.Key)).Finds($"The log has {entries.Count} entries: 0 to {entries.Count - 1}.");
        TwoDays.Flip(file, 2 + 30);
        (await AuditRun.Of("prove", "0", "--log", _log, "--key", days.Key)).Finds("Entry 0 is not the one that was signed");
    }
}
