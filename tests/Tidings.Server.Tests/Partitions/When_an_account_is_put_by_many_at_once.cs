using Tidings.Core.Customers;
using Tidings.Server.Partitions;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_an_account_is_put_by_many_at_once
{
    [Fact]
    public async Task Memory_and_store_hold_the_same()
    {
        await using var partition = await OwnedPartition.Open();
        IAccountDirectory accounts = new AccountDirectory(partition.Store);
        for (var round = 0; round < 40; round++)
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => accounts.Put([Of($"A-{round}", $"N-{i}")], CancellationToken.None).AsTask())));
        var afresh = new AccountDirectory(partition.Store);
        await afresh.Load(CancellationToken.None);
        for (var round = 0; round < 40; round++)
        {
            Assert.True(accounts.TryGet($"A-{round}", out var mine));
            Assert.True(afresh.TryGet($"A-{round}", out var stored));
            Assert.Equal(stored.Nickname, mine.Nickname);
        }
    }

    static Account Of(string id, string nickname) => new() { Id = id, Holders = ["C"], Currency = "EUR", Masked = "", Nickname = nickname };
}
