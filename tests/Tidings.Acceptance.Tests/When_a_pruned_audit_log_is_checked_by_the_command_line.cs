using Tidings.Acceptance.Tests.Audit;

namespace Tidings.Acceptance.Tests;

/// <summary>The executable against the folder of a node that has pruned its log.</summary>
public sealed class When_a_pruned_audit_log_is_checked_by_the_command_line(TenYears years) : IClassFixture<TenYears>, IAsyncLifetime
{
    string _folder = "";

    public async ValueTask InitializeAsync()
    {
        await years.Lived();
        _folder = years.CopyOf(years.Data);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    string Log => Path.Combine(_folder, "audit");

    Task<AuditRun> Verify(params string[] more) => AuditRun.Verify(_folder, years.Key, more);

    [Fact]
    public async Task It_is_good_from_where_it_is_kept_with_and_without_its_store()
    {
        (await Verify()).IsGood("of which those before 512 were pruned, all as signed");
        (await Verify("--data", _folder, "--since", years.Kept)).IsGood("of which those before 512 were pruned, all as signed, and as in the store");
        (await Verify("--since", years.Old)).Finds("and the log is kept from entry 512 on: whether it extends that one can be said no more");
        // Who took a copy in time has them all.
        (await AuditRun.Of("verify", "--log", years.Whole, "--key", years.Key, "--since", years.Old)).IsGood("entries, all as signed");
    }

    [Fact]
    public async Task What_somebody_deleted_is_named_above_it_and_below_where_nothing_says_that_it_was_pruned()
    {
        File.Delete(Path.Combine(Log, "tile", "entries", "002"));
        (await Verify()).Finds("tile/entries/002 is missing.");
        File.Delete(Path.Combine(Log, "pruned"));
        (await Verify()).Finds("tile/entries/000 is missing.");
    }

    [Fact]
    public async Task An_entry_that_is_kept_is_proved_and_shown_and_of_one_that_is_not_it_is_said()
    {
        (await AuditRun.Of("prove", "600", "--log", Log, "--key", years.Key)).IsGood("c2sp.org/tlog-proof@v1");
        (await AuditRun.Of("prove", "511", "--log", Log, "--key", years.Key)).Finds("Entry 511 was pruned when its days were over: the log is kept from entry 512 on.");
        (await AuditRun.Of("show", "600", "--log", Log, "--data", _folder)).IsGood(", by operator:ada: as in the store");
        (await AuditRun.Of("show", "0", "--log", Log, "--data", _folder)).Finds("Entry 0 was pruned when its days were over");
    }

    [Fact]
    public async Task A_copy_of_it_is_checked_like_it()
    {
        var copy = Path.Combine(_folder, "copy");
        (await AuditRun.Of("export", copy, "--log", Log)).IsGood(" entries");
        (await AuditRun.Of("verify", "--log", copy, "--key", years.Key, "--since", years.Kept)).IsGood("of which those before 512 were pruned");
        Assert.False(File.Exists(Path.Combine(copy, "tile", "entries", "001")));
    }
}
