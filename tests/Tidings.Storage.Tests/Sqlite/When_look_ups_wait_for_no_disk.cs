using Tidings.Core.Ports;
using Tidings.Core.Track;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;
using Tidings.Storage.Tests.Sealed;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>With sealing before the store, as a node has it, and without.</summary>
public sealed class When_look_ups_wait_for_no_disk
{
    // SQLite's numbers for FULL and NORMAL.
    const long Waits = 2, WaitsNot = 1;

    static CommitUnit Lookups(long key) => new() { Lookups = [.. Enumerable.Range(0, 400).Select(row => new Core.Ports.Rows.LookupRow(key, Sample.Id(row), 0))], LowPriority = true };

    static CommitUnit Document(int version) => new() { Documents = [new("template", "a", version, Sample.Noon, new byte[1])] };

    static async Task<(StoreRig Rig, IStore Store, SqliteStore Inner)> Open(bool isSealed)
    {
        StoreRig rig = isSealed ? new SealedRig() : new SqliteRig();
        var store = rig.Make();
        await store.Open(1, TestContext.Current.CancellationToken);
        return (rig, store, (SqliteStore)(store is SealedStore before ? before.Inner : store));
    }

    static ValueTask<long> Number(SqliteStore store, string sql) => store.OnWriter(writer => writer.Number(sql));

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Whatever_comes_with_them_or_after_them_does(bool isSealed)
    {
        var (rig, store, inner) = await Open(isSealed);
        await using (rig)
        await using (store)
        {
            // A trigger sees what the transaction is committed under.
            await Number(inner, "CREATE TABLE seen (waits INTEGER)");
            await Number(inner, "CREATE TRIGGER saw AFTER UPDATE OF entries ON lookup_run BEGIN INSERT INTO seen SELECT synchronous FROM pragma_synchronous; END");
            await store.Commit(Lookups(1));
            Assert.Equal((WaitsNot, Waits), (await Seen(inner), await Number(inner, "PRAGMA synchronous")));
            await store.Commit(Lookups(2) with { Documents = Document(1).Documents });
            Assert.Equal(Waits, await Seen(inner));
            await store.Commit(Lookups(3) with { LowPriority = false });
            Assert.Equal(Waits, await Seen(inner));
        }
    }

    static ValueTask<long> Seen(SqliteStore store) => Number(store, "SELECT waits FROM seen ORDER BY rowid DESC LIMIT 1");

    [Fact]
    public async Task The_flow_waits_after_look_ups_that_failed()
    {
        var (rig, store, inner) = await Open(isSealed: false);
        await using (rig)
        await using (store)
        {
            await Number(inner, "CREATE TRIGGER broken BEFORE INSERT ON lookup BEGIN SELECT RAISE(ABORT, 'broken'); END");
            await Assert.ThrowsAnyAsync<Exception>(() => store.Commit(Lookups(1)).AsTask());
            Assert.Equal(Waits, await Number(inner, "PRAGMA synchronous"));
        }
    }

    /// <summary>Power is lost: of what was written since the last sync the disk has kept as much as it likes, from the beginning.</summary>
    [Fact]
    public async Task A_loss_of_power_leaves_no_mark_without_what_it_speaks_for()
    {
        const int Chunks = 5, FrameBytes = Database.PageBytes + 24;
        var (rig, store, _) = await Open(isSealed: false);
        await using (rig)
        await using (store)
        {
            await store.Commit(Document(1));
            var (data, log) = (Path.Combine(((SqliteRig)rig).Folder, "tidings.db"), Path.Combine(((SqliteRig)rig).Folder, "tidings.db-wal"));
            var synced = new FileInfo(log).Length;
            for (var key = 1; key <= Chunks; key++)
                await store.Commit(Lookups(key));
            await store.Commit(new() { Lookups = [new(LookupKey.Mark, Sample.Id(1_000), 0)], LowPriority = true });
            var (whole, marks) = (new FileInfo(log).Length, new List<bool>());
            for (var kept = synced; kept <= whole; kept += FrameBytes)
            {
                await using var after = new SqliteRig();
                File.Copy(data, Path.Combine(after.Folder, "tidings.db"));
                await using (var copy = File.Create(Path.Combine(after.Folder, "tidings.db-wal")))
                await using (var original = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
                {
                    await original.CopyToAsync(copy, TestContext.Current.CancellationToken);
                    copy.SetLength(kept);
                }
                await using var again = after.Make();
                await again.Open(1, TestContext.Current.CancellationToken);
                Assert.Single(await again.ReadDocuments("template", allVersions: true, TestContext.Current.CancellationToken));
                marks.Add(await Found(again, LookupKey.Mark) == 1);
                if (marks[^1])
                    for (var key = 1; key <= Chunks; key++)
                        Assert.Equal(400, await Found(again, key));
            }
            // Both happen, or nothing was looked at.
            Assert.Equal((false, true), (marks[0], marks[^1]));
        }
    }

    static async Task<int> Found(IStore store, long key) => (await store.ReadLookup(key, new(long.MaxValue), 1_000, TestContext.Current.CancellationToken)).Count;
}
