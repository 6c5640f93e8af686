using System.Text;
using Tidings.Core.Ports;
using Tidings.Storage.Tests.Contract;
using Tidings.Storage.Tests.Sqlite;

namespace Tidings.Storage.Tests.Sealed;

public sealed class When_the_files_are_searched
{
    const string Customer = "C-MARKER-7731", Account = "GB29NWBK60161331926819", Phone = "447700900123", Name = "Ingeborg Marker", Text = "Your salary of 2,345.67 arrived";
    static readonly string[] Markers = [Customer, Account, Phone, Name, Text];

    static CommitUnit Unit => new()
    {
        Journal =
        [
            new()
            {
                Id = Sample.Id(1), Partition = 0, Customer = Customer, EventKey = 5, Messages = 1, Class = 3, Carrier = "alpha",
                Payload = Encoding.UTF8.GetBytes($"{Phone} {Name}: {Text}"), Delta = Encoding.UTF8.GetBytes($"{Name} {Text}"),
            },
        ],
        Profiles = [new(0, Customer, Sample.Id(1), Sample.Noon, Encoding.UTF8.GetBytes($"{Phone} {Name}"))],
        Accounts = [new(Account, Encoding.UTF8.GetBytes($"{Account} of {Customer}"))],
        Lookups = [new(BitConverter.ToInt64(Encoding.ASCII.GetBytes("4477009x")), Sample.Id(1), 0)],
    };

    /// <summary>Which markers stand in a file of the folder, while the store is open and its log is there.</summary>
    static async Task<string[]> Found(StoreRig rig, string folder, params string[] markers)
    {
        await using var store = await rig.Open();
        Assert.Equal(CommitOutcome.Committed, await store.Commit(Unit));
        byte[] all = [.. Directory.EnumerateFiles(folder).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)).SelectMany(Bytes)];
        Assert.Contains(Directory.EnumerateFiles(folder), static file => file.EndsWith("-wal", StringComparison.Ordinal));
        return [.. markers.Where(marker => all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0)];
    }

    static byte[] Bytes(string file)
    {
        using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return bytes;
    }

    [Fact]
    public async Task Nothing_of_a_customer_is_found_in_any_of_them()
    {
        await using var rig = new SealedRig();
        Assert.Empty(await Found(rig, rig.Folder, Markers));
    }

    [Fact]
    public async Task Without_sealing_each_of_it_would_be_found()
    {
        await using var rig = new SqliteRig();
        Assert.Equal(Markers, await Found(rig, rig.Folder, Markers));
    }

    [Fact]
    public async Task A_look_ups_hash_is_not_the_one_that_anybody_can_compute()
    {
        await using var rig = new SealedRig();
        await using var store = await rig.Open();
        var key = Unit.Lookups[0].Key;
        await store.Commit(Unit);
        Assert.Single(await store.ReadLookup(key, new(long.MaxValue), 10, TestContext.Current.CancellationToken));
        Assert.Empty(await ((Security.Sealing.SealedStore)store).Inner.ReadLookup(key, new(long.MaxValue), 10, TestContext.Current.CancellationToken));
    }
}
