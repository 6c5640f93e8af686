using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

/// <summary>What every backend of <see cref="IKeyStore"/> must hold to.</summary>
public abstract class KeyStoreContract : IAsyncLifetime
{
    /// <summary>A store over the same data at each call, not open yet.</summary>
    protected abstract IKeyStore Make();

    /// <summary>Everything that the store has on its disk, now.</summary>
    protected abstract byte[] Everything();

    protected IKeyStore Store { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await (Store = Make()).Open(Cancel);

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        await (Store = Make()).Open(Cancel);
    }

    /// <summary>Bytes that are found again wherever they stand.</summary>
    static byte[] Wrapped(string name) => [.. Encoding.UTF8.GetBytes(name.PadRight(98, '#'))];

    static DataKeyRow Key(string subject, int version = 1, string? wrapped = null) => new(0, subject, version, Wrapped(wrapped ?? $"wrapped:{subject}:{version}:"));

    static string Text(DataKeyRow row) => Encoding.UTF8.GetString(row.Wrapped.Span).TrimEnd('#');

    protected bool OnDisk(string name) => Everything().AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) >= 0;

    [Fact]
    public async Task An_installation_keeps_its_id()
    {
        var id = await Store.Open(Cancel);
        Assert.Matches("^[0-9a-f]{32}$", id);
        await Reopen();
        Assert.Equal(id, await Store.Open(Cancel));
    }

    [Fact]
    public async Task Keys_of_a_batch_are_read_back_by_subject()
    {
        await Store.AddKeys([Key("a"), Key("b"), Key("a", 2)], Cancel);
        await Reopen();
        var read = await Store.ReadKeys(["b", "nobody", "a"], Cancel);
        Assert.Equal([("b", 1), ("a", 1), ("a", 2)], read.Select(row => (row.Subject, row.Version)));
        Assert.Equal("wrapped:a:2:", Text(read[2]));
        Assert.Empty(await Store.ReadKeys([], Cancel));
    }

    [Fact]
    public async Task A_version_that_is_there_stays_and_is_what_the_second_gets()
    {
        var first = await Store.AddKeys([Key("a", wrapped: "first")], Cancel);
        var second = await Store.AddKeys([Key("b"), Key("a", wrapped: "second")], Cancel);
        Assert.Equal(["wrapped:b:1:", "first"], second.Select(Text));
        Assert.Equal(first[0].Position, second[1].Position);
    }

    [Fact]
    public async Task A_pass_sees_every_key_once_in_the_order_of_positions()
    {
        for (var i = 0; i < 5; i++)
            await Store.AddKeys([.. Enumerable.Range(0, 7).Select(j => Key($"s{(i * 31) % 5}{j}"))], Cancel);
        var seen = new List<DataKeyRow>();
        while (await Store.ReadPage(seen.Count == 0 ? 0 : seen[^1].Position, 4, Cancel) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 4);
            seen.AddRange(page);
        }
        Assert.Equal(35, seen.Select(row => row.Subject).Distinct().Count());
        Assert.Equal(seen.Select(row => row.Position).Order(), seen.Select(row => row.Position));
    }

    [Fact]
    public async Task A_key_is_wrapped_anew_only_where_it_stands_as_it_was_read()
    {
        await Store.AddKeys([Key("a"), Key("b"), Key("c")], Cancel);
        var page = await Store.ReadPage(0, 10, Cancel);
        await Store.Destroy(["b"], Sample.Noon, Cancel);
        Rewrapping[] changes = [.. page.Select(row => new Rewrapping(row.Position, row.Wrapped, Wrapped("new:" + row.Subject)))];
        Assert.Equal(2, await Store.Rewrap(changes, Cancel));
        Assert.Equal(0, await Store.Rewrap(changes, Cancel));
        var read = await Store.ReadKeys(["a", "b", "c"], Cancel);
        Assert.Equal(["new:a", "", "new:c"], read.Select(Text));
    }

    [Fact]
    public async Task A_destroyed_key_is_nowhere_on_the_disk_when_the_call_returns()
    {
        await Store.AddKeys([.. Enumerable.Range(0, 400).Select(i => Key($"s{(i * 7919) % 400:000}"))], Cancel);
        await Store.AddKeys([Key("s123", 2)], Cancel);
        Assert.True(OnDisk("wrapped:s123:1:") && OnDisk("wrapped:s123:2:"));
        Assert.Equal(2, await Store.Destroy(["s123", "nobody"], Sample.Noon, Cancel));
        Assert.False(OnDisk("wrapped:s123:1:") || OnDisk("wrapped:s123:2:"));
        Assert.True(OnDisk("wrapped:s124:1:"));
        await Reopen();
        var read = await Store.ReadKeys(["s123", "s124"], Cancel);
        Assert.Equal([true, true, false], read.Select(row => row.Destroyed));
        Assert.Equal([1, 2, 1], read.Select(row => row.Version));
        Assert.Equal(0, await Store.Destroy(["s123"], Sample.Noon, Cancel));
    }

    [Fact]
    public async Task A_version_is_destroyed_alone_and_is_nowhere_on_the_disk_then()
    {
        await Store.AddKeys([Key("a"), Key("a", 2), Key("b")], Cancel);
        Assert.Equal(1, await Store.DestroyVersions([("a", 1), ("a", 9), ("nobody", 1)], Sample.Noon, Cancel));
        Assert.Equal(0, await Store.DestroyVersions([("a", 1)], Sample.Noon, Cancel));
        Assert.False(OnDisk("wrapped:a:1:"));
        Assert.True(OnDisk("wrapped:a:2:") && OnDisk("wrapped:b:1:"));
        await Reopen();
        Assert.Equal([true, false, false], (await Store.ReadKeys(["a", "b"], Cancel)).Select(static row => row.Destroyed));
    }

    [Fact]
    public async Task Master_keys_are_added_once_wrapped_anew_and_dropped_without_a_trace()
    {
        await Store.AddMaster(new("data-keys", 1, "root/1", Wrapped("master one")), Cancel);
        await Store.AddMaster(new("data-keys", 2, "root/1", Wrapped("master two")), Cancel);
        await Store.AddMaster(new("blind-index", 1, "root/1", Wrapped("index")), Cancel);
        await Assert.ThrowsAsync<StoreConflictException>(async () => await Store.AddMaster(new("data-keys", 2, "root/1", Wrapped("again")), Cancel));
        Assert.True(await Store.RewrapMaster(new("data-keys", 1, "root/2", Wrapped("master new")), Cancel));
        Assert.False(await Store.RewrapMaster(new("data-keys", 9, "root/2", Wrapped("none")), Cancel));
        Assert.False(OnDisk("master one"));
        Assert.True(await Store.DropMaster("data-keys", 2, Cancel));
        Assert.False(await Store.DropMaster("data-keys", 2, Cancel));
        Assert.False(OnDisk("master two"));
        await Reopen();
        Assert.Equal([("blind-index", 1, "root/1"), ("data-keys", 1, "root/2")], (await Store.ReadMasters(Cancel)).Select(row => (row.Purpose, row.Version, row.Root)));
    }

    [Fact]
    public async Task A_second_process_is_refused()
    {
        await using var second = Make();
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await second.Open(Cancel));
        await Store.AddKeys([Key("a")], Cancel);
    }

    [Fact]
    public async Task A_closed_store_takes_nothing_in()
    {
        await Store.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await Store.AddKeys([Key("a")], Cancel));
        await (Store = Make()).Open(Cancel);
    }
}
