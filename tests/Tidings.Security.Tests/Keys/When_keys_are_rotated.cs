using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_keys_are_rotated
{
    [Fact]
    public async Task Every_data_key_is_wrapped_anew_in_pages_while_traffic_flows_and_the_old_key_is_removed()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit([.. Enumerable.Range(0, 1_200).Select(static i => Row(i, "customer " + i))]);
        var seen = new List<RewrapProgress>();
        var ended = false;
        var traffic = Task.Run(async () =>
        {
            var number = 2_000;
            while (!Volatile.Read(ref ended))
            {
                await folder.Commit(Row(number, "customer " + number));
                number++;
            }
            return number;
        }, Cancel);
        var done = await folder.Ring.RotateKeyEncryptionKey(new Reports(seen.Add), Cancel);
        Volatile.Write(ref ended, true);
        var last = await traffic;
        Assert.InRange(seen[^1].Rewrapped, 1_200, 1_300);
        Assert.True(seen.Count >= 3 && done == seen[^1]);
        Assert.Equal([2u], (await folder.Ring.Subjects.VersionsInUse(Cancel)).Order());
        Assert.True(folder.Ring.Masters.TryGet(out var masters));
        Assert.Equal([2u], masters.WrappingVersions);
        await folder.Reopen();
        Assert.Equal(1_200 + last - 2_000, (await folder.Journal()).Length);
    }

    [Fact]
    public async Task One_that_was_cut_off_is_finished_later_and_meanwhile_everything_opens()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit([.. Enumerable.Range(0, 1_200).Select(static i => Row(i, "customer " + i))]);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => folder.Ring.RotateKeyEncryptionKey(new Reports(_ => cut.Cancel()), cut.Token));
        await folder.Reopen();
        Assert.Equal([1u, 2u], (await folder.Ring.Subjects.VersionsInUse(Cancel)).Order());
        Assert.Equal(1_200, (await folder.Journal()).Length);
        // With the decoys' keys.
        Assert.Equal(700 + DecoySeed.Count, (await folder.Ring.FinishRotation(null, Cancel)).Rewrapped);
        Assert.Equal([2u], await folder.Ring.Subjects.VersionsInUse(Cancel));
    }

    [Fact]
    public async Task A_destroyed_key_does_not_come_back()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"), Row(2, "bob"));
        await folder.Ring.DestroyCustomer("ada", Cancel);
        Assert.Equal(new RewrapProgress(2 + DecoySeed.Count, 1 + DecoySeed.Count), await folder.Ring.RotateKeyEncryptionKey(null, Cancel));
        await folder.Reopen();
        Assert.Equal([("bob", "Hello")], await folder.Journal());
    }

    [Fact]
    public async Task A_customer_is_sealed_under_a_new_version_and_the_older_still_opens()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada", "before"));
        Assert.Equal(2u, await folder.Ring.RotateCustomer("ada", Cancel));
        Assert.Null(await folder.Ring.RotateCustomer("nobody", Cancel));
        await folder.Commit(Row(2, "ada", "after"));
        Assert.True(folder.Ring.Subjects.TryGetCustomer("ada", out var ada));
        Assert.Equal(2u, ada.Newest!.Version);
        await folder.Reopen();
        Assert.Equal([("ada", "before"), ("ada", "after")], await folder.Journal());
        Assert.Equal(2, await folder.Ring.DestroyCustomer("ada", Cancel));
        Assert.Empty(await folder.Journal());
    }

    [Fact]
    public async Task Look_ups_and_customers_of_the_index_before_are_still_found()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Journal = [Row(1, "ada")], Profiles = [Profile("ada")], Lookups = [new(7, Id(1), 0), new(0, Id(9), 0)] });
        Assert.Equal(2, await folder.Ring.RotateIndex(Cancel));
        await folder.Commit(new CommitUnit { Journal = [Row(2, "ada"), Row(3, "new")], Lookups = [new(7, Id(2), 0)] });
        await folder.Reopen();
        Assert.Equal([Id(2), Id(1)], (await folder.Store.ReadLookup(7, Id(100), 10, Cancel)).Select(row => row.Message));
        Assert.Equal([Id(2)], (await folder.Store.ReadLookup(7, Id(100), 1, Cancel)).Select(row => row.Message));
        Assert.Equal(Id(9), Assert.Single(await folder.Store.ReadLookup(0, Id(100), 1, Cancel)).Message);
        Assert.Equal("ada", Assert.Single(await folder.Store.ReadProfiles(0, ["ada"], Cancel)).Customer);
        Assert.Equal(1, await folder.Ring.DestroyCustomer("ada", Cancel));
        Assert.Equal([("new", "Hello")], await folder.Journal());
    }

    [Fact]
    public async Task The_installations_keys_move_to_a_new_root_and_the_old_root_is_needed_no_more()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        Assert.Equal("2", await folder.Ring.RotateRoot(Cancel));
        folder.Provider.Forget(1);
        await folder.Reopen();
        Assert.Equal([("ada", "Hello")], await folder.Journal());
    }

    sealed class Reports(Action<RewrapProgress> report) : IProgress<RewrapProgress>
    {
        public void Report(RewrapProgress value) => report(value);
    }
}
