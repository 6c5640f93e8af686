using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>Beside whoever holds it: it is read, and nothing is written.</summary>
public sealed class When_a_store_is_only_looked_at : IAsyncDisposable
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly SqliteRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    SqliteStore Looked() => SqliteStore.Create(new() { Directory = _rig.Folder, LookOnly = true }, TimeProvider.System);

    static CommitUnit Fee(int version) => new() { Documents = [new DocumentRow("template", "fee", version, TimeProvider.System.GetUtcNow(), new byte[] { 1 })] };

    [Fact]
    public async Task What_its_holder_has_committed_is_seen_and_whatever_would_write_is_refused()
    {
        await using var holder = await _rig.Open();
        await holder.Commit(Fee(1));
        await using var looked = Looked();
        await looked.Open(0, Cancel);
        Assert.Equal(1, Assert.Single(await looked.ReadDocuments("template", false, Cancel)).Version);
        await holder.Commit(Fee(2));
        Assert.Equal(2, Assert.Single(await looked.ReadDocuments("template", false, Cancel)).Version);

        await Assert.ThrowsAsync<StoreRefusedException>(async () => await looked.Commit(Fee(3)));
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await looked.TakePartition(0, "me", Cancel));
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await looked.TakeBind("main/0", "me", default, Cancel));
        await holder.Commit(Fee(3));
        Assert.Equal(3, Assert.Single(await looked.ReadDocuments("template", false, Cancel)).Version);
    }

    [Fact]
    public async Task What_is_not_there_is_not_made_and_older_tables_are_not_upgraded()
    {
        await using (var nothing = Looked())
            await Assert.ThrowsAsync<StoreRefusedException>(async () => await nothing.Open(0, Cancel));
        Assert.Empty(Directory.GetFiles(_rig.Folder));

        var file = Path.Combine(_rig.Folder, "tidings.db");
        using (var old = new Connection(file))
            old.Execute($"BEGIN IMMEDIATE; {SqlText.Migrations[0]}; PRAGMA user_version = 1; COMMIT;");
        await using (var older = Looked())
            Assert.Contains("older version (1,", (await Assert.ThrowsAsync<StoreRefusedException>(async () => await older.Open(0, Cancel))).Message, StringComparison.Ordinal);
        using var same = Connection.Look(file);
        Assert.Equal(1, same.Number("PRAGMA user_version"));
        Assert.Throws<Microsoft.Data.Sqlite.SqliteException>(() => same.Execute("PRAGMA user_version = 2"));
    }

    [Fact]
    public async Task Of_the_keys_too()
    {
        string installation;
        await using (var holder = SqliteKeyStore.Create(_rig.Folder))
        {
            installation = await holder.Open(Cancel);
            await holder.AddMaster(new("data-keys", 1, "root", new byte[] { 1 }), Cancel);
            await using var looked = KeyLook.At(_rig.Folder);
            Assert.Equal(installation, await looked.Open(Cancel));
            Assert.Equal("data-keys", Assert.Single(await looked.ReadMasters(Cancel)).Purpose);
            await Assert.ThrowsAsync<StoreRefusedException>(async () => await looked.AddMaster(new("blind-index", 1, "root", new byte[] { 1 }), Cancel));
            await Assert.ThrowsAsync<StoreRefusedException>(async () => await looked.Destroy(["a"], TimeProvider.System.GetUtcNow(), Cancel));
            Assert.Single(await holder.ReadMasters(Cancel));
        }
        File.Delete(Path.Combine(_rig.Folder, SqliteKeyStore.FileName));
        await using var none = KeyLook.At(_rig.Folder);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await none.Open(Cancel));
        Assert.False(File.Exists(Path.Combine(_rig.Folder, SqliteKeyStore.FileName)));
    }
}
