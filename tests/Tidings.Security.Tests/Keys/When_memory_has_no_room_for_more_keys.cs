using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_memory_has_no_room_for_more_keys
{
    [Fact]
    public async Task The_longest_unused_are_zeroed_and_read_back_when_they_return()
    {
        await using var folder = await SealedFolder.Open(new(TimeSpan.FromHours(1), 100));
        await folder.Commit(Row(0, "ada"));
        Assert.True(folder.Ring.Subjects.TryGetCustomer("ada", out var ada));
        for (var i = 1; i <= 400; i++)
            await folder.Commit(Row(i, "customer " + i), Row(1_000 + i, "regular"));
        Assert.InRange(folder.Ring.Subjects.InMemory, 1, 100);
        Assert.False(folder.Ring.Subjects.TryGetCustomer("ada", out _));
        Assert.Equal(new byte[64], ada.Newest!.Material.ToArray());
        Assert.True(folder.Ring.Subjects.TryGetCustomer("regular", out _));
        await folder.Commit(Row(5_000, "ada", "back"));
        Assert.Equal(802, (await folder.Journal()).Length);
    }

    [Fact]
    public async Task The_same_key_is_read_back_and_no_second_one_made()
    {
        await using var folder = await SealedFolder.Open(new(TimeSpan.FromHours(1), 100));
        await folder.Commit(Row(0, "ada"));
        await folder.Reopen();
        await folder.Commit(Row(1, "ada"));
        Assert.True(folder.Ring.Subjects.TryGetCustomer("ada", out var ada));
        Assert.Equal(1u, ada.HighestVersion);
    }
}
