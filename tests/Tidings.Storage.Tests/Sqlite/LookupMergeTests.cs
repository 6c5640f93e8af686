using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Writes;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>On a connection of the test's own, so that it says when each step happens.</summary>
public sealed class LookupMergeTests : IAsyncDisposable
{
    readonly SqliteRig rig = new();
    readonly Connection connection;
    readonly LookupRows rows;

    public LookupMergeTests()
    {
        connection = new Database(new SqliteStoreOptions { Directory = rig.Folder }).OpenWriter();
        Database.Prepare(connection, 1);
        rows = new LookupRows(connection);
    }

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return rig.DisposeAsync();
    }

    /// <summary>Fills this many runs, and the last ranges of their merge are not as many as are dropped together; every run has an entry of each of these keys, the extremes among them.</summary>
    void Fill(int runs)
    {
        var random = new Random(5);
        connection.Execute("BEGIN");
        for (var run = 0; run < runs; run++)
        {
            rows.Add(new CommitUnit
            {
                Lookups = [.. Enumerable.Range(0, LookupRows.EntriesARun + 100 - Keys.Length).Select(i => new LookupRow(random.NextInt64(long.MinValue, long.MaxValue), Sample.Id(i), 0)),
                    .. Keys.Select(key => new LookupRow(key, Sample.Id(run), 1))],
            });
            rows.Write();
            rows.Clear();
        }
        connection.Execute("COMMIT");
    }

    static readonly long[] Keys = [long.MinValue, -1, 0, 1, long.MaxValue];

    long Runs(int level) => connection.Number($"SELECT count(*) FROM lookup_run WHERE level = {level}");

    int Found(long key)
    {
        var find = connection.Statement("lookup/find").Bind(1, key).Bind(2, long.MaxValue).Bind(3, 1000);
        var found = 0;
        while (find.Step())
            found++;
        return found;
    }

    [Fact]
    public void What_comes_in_the_order_of_its_keys_shares_a_run_up_to_five_times_its_entries()
    {
        for (var chunk = 0; chunk < 11; chunk++)
            Append(firstKey: chunk * 2_048, entries: 2_048);
        Assert.Equal([10 * 2_048, 2_048], Entries());
    }

    [Fact]
    public void What_comes_before_a_full_runs_last_key_begins_another()
    {
        Append(firstKey: 1_000_000, entries: LookupRows.EntriesARun);
        Append(firstKey: 0, entries: 10);
        Assert.Equal([LookupRows.EntriesARun, 10], Entries());
    }

    void Append(long firstKey, int entries)
    {
        connection.Execute("BEGIN");
        rows.Add(new CommitUnit { Lookups = [.. Enumerable.Range(0, entries).Select(i => new LookupRow(firstKey + i, Sample.Id(i), 0))] });
        rows.Write();
        rows.Clear();
        connection.Execute("COMMIT");
    }

    long[] Entries() => [.. Enumerable.Range(1, (int)connection.Number("SELECT count(*) FROM lookup_run")).Select(run => connection.Number($"SELECT entries FROM lookup_run WHERE run = {run}"))];

    [Fact]
    public void Fifteen_full_runs_are_left_alone()
    {
        Fill(LookupMerge.RunsAMerge - 1);
        Assert.False(new LookupMerge(connection).Step());
        Assert.Equal(LookupMerge.RunsAMerge - 1, Runs(0));
    }

    [Fact]
    public void Sixteen_become_one_and_at_no_step_is_an_entry_missing_or_found_twice()
    {
        Fill(LookupMerge.RunsAMerge);
        var entries = connection.Number("SELECT count(*) FROM lookup");
        var merge = new LookupMerge(connection);
        while (merge.Step())
        {
            Assert.All(Keys, key => Assert.Equal(LookupMerge.RunsAMerge, Found(key)));
            Assert.InRange(connection.Number("SELECT count(*) FROM lookup"), entries, entries + (entries / 7));
        }
        Assert.Equal((0, 1), (Runs(0), Runs(1)));
        Assert.Equal(entries, connection.Number("SELECT entries FROM lookup_run"));
        Assert.Equal(entries, connection.Number("SELECT count(*) FROM lookup"));
    }

    [Fact]
    public void A_page_of_an_old_run_is_not_written_for_each_range_that_is_moved()
    {
        Fill(LookupMerge.RunsAMerge);
        var entries = connection.Number("SELECT count(*) FROM lookup");
        connection.TakePagesWritten();
        var merge = new LookupMerge(connection);
        while (merge.Step())
        {
        }
        // Some 145 entries stand on a page: each page is written when it is filled, a few times on the way, and when it is emptied.
        Assert.InRange(connection.TakePagesWritten(), entries / 145, entries / 20);
    }

    [Theory]
    [InlineData(1, "the first range is copied")]
    [InlineData(32, "as many as go before any is dropped, and none is dropped")]
    [InlineData(33, "and dropped from one run")]
    [InlineData(47, "from all but one")]
    [InlineData(48, "from all")]
    [InlineData(60, "and more are copied")]
    public void What_a_crash_interrupts_is_finished_by_the_next_start(int steps, string when)
    {
        _ = when;
        Fill(LookupMerge.RunsAMerge);
        var entries = connection.Number("SELECT count(*) FROM lookup");
        var interrupted = new LookupMerge(connection);
        for (var i = 0; i < steps; i++)
            Assert.True(interrupted.Step());
        var next = new LookupMerge(connection);
        while (next.Step())
        {
        }
        Assert.Equal((0, 1), (Runs(0), Runs(1)));
        Assert.All(Keys, key => Assert.Equal(LookupMerge.RunsAMerge, Found(key)));
        Assert.Equal((entries, entries), (connection.Number("SELECT count(*) FROM lookup"), connection.Number("SELECT entries FROM lookup_run")));
    }

    [Fact]
    public void New_entries_go_into_a_run_of_their_own_while_others_merge()
    {
        Fill(LookupMerge.RunsAMerge);
        var merge = new LookupMerge(connection);
        Assert.True(merge.Step());
        rows.Add(new CommitUnit { Lookups = [new LookupRow(77, Sample.Id(1), 0)] });
        rows.Write();
        while (merge.Step())
        {
        }
        Assert.Equal((1, 1), (Runs(0), Runs(1)));
        Assert.Equal(1, Found(77));
    }
}
