using Tidings.Core.Ports;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_the_key_provider_goes_away
{
    [Fact]
    public async Task Known_and_new_customers_go_on_until_the_keys_are_past_their_time_then_nothing_is_accepted_and_it_recovers_alone()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        folder.Provider.Away = true;
        folder.Time.Advance(TimeSpan.FromMinutes(59));
        await folder.Commit(Row(2, "ada"), Row(3, "new"));
        folder.Time.Advance(TimeSpan.FromMinutes(2));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await folder.Store.Commit(new() { Journal = [Row(4, "ada")] }));
        await Assert.ThrowsAsync<StoreUnavailableException>(folder.Journal);
        folder.Provider.Away = false;
        await folder.Commit(Row(4, "ada", "after"));
        Assert.Equal([("ada", "Hello"), ("ada", "Hello"), ("new", "Hello"), ("ada", "after")], await folder.Journal());
    }

    [Fact]
    public async Task What_needs_no_key_is_still_written()
    {
        await using var folder = await SealedFolder.Open();
        folder.Provider.Away = true;
        folder.Time.Advance(TimeSpan.FromHours(2));
        await folder.Commit(new CommitUnit { DispatchLow = new("alpha", Id(1)) });
        Assert.Equal(Id(1), await folder.Store.ReadDispatchLow("alpha", Cancel));
    }

    [Fact]
    public async Task Keys_are_unwrapped_anew_from_half_of_their_time_on_so_that_a_short_absence_is_not_felt()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        var first = folder.Provider.Unwrapped;
        folder.Time.Advance(TimeSpan.FromMinutes(29));
        await folder.Commit(Row(2, "bob"));
        Assert.Equal(first, folder.Provider.Unwrapped);
        folder.Time.Advance(TimeSpan.FromMinutes(2));
        await folder.Commit(Row(3, "cleo"));
        // What marks submissions, and up to which text there may be none without, is read at the start and stays.
        await Until(() => folder.Provider.Unwrapped == (2 * first) - 2);
        folder.Provider.Away = true;
        folder.Time.Advance(TimeSpan.FromMinutes(45));
        await folder.Commit(Row(4, "dan"));
    }

    [Fact]
    public async Task A_start_without_it_is_refused_and_a_later_one_finds_everything()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        folder.Provider.Away = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(folder.Reopen);
        await folder.Store.DisposeAsync();
        folder.Provider.Away = false;
        await folder.Start();
        Assert.Equal([("ada", "Hello")], await folder.Journal());
    }

    [Fact]
    public async Task Keys_that_nobody_uses_are_zeroed_when_their_time_is_over()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        Assert.True(folder.Ring.Subjects.TryGetCustomer("ada", out var ada));
        Assert.True(folder.Ring.Masters.TryGet(out var masters));
        folder.Time.Advance(TimeSpan.FromMinutes(61));
        await Until(() => folder.Ring.Subjects.InMemory == 0);
        Assert.Equal(new byte[64], ada.Newest!.Material.ToArray());
        await Until(() => masters.Newest.Material.ToArray().All(static one => one == 0));
    }

    static async Task Until(Func<bool> holds)
    {
        while (!holds())
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
