using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_codes_are_hashed
{
    static readonly byte[] Bound = Encoding.UTF8.GetBytes("482913");

    [Fact]
    public async Task A_hash_is_the_same_after_a_restart_and_another_under_another_installations_keys()
    {
        await using var folder = await SealedFolder.Open();
        var hash = await new CodeSecrets(folder.Ring).Hash(Bound, Cancel);
        Assert.Equal((1, 32), (hash.Version, hash.Value.Length));
        await folder.Reopen();
        Assert.True(hash.IsAmong([await new CodeSecrets(folder.Ring).Hash(Bound, Cancel)]));
        Assert.False(hash.IsAmong([await new CodeSecrets(folder.Ring).Hash(Encoding.UTF8.GetBytes("482914"), Cancel)]));
        await using var other = await SealedFolder.Open();
        Assert.False(hash.IsAmong([await new CodeSecrets(other.Ring).Hash(Bound, Cancel)]));
        // Nor is it anything that the same key is used for elsewhere.
        var index = (await folder.Ring.Masters.Get(Cancel)).Indexes[0];
        Assert.DoesNotContain(Convert.ToBase64String(hash.Value)[..20], index.Token(SubjectKind.Customer, "482913"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_sent_before_a_rotation_is_right_after_it()
    {
        await using var folder = await SealedFolder.Open();
        var secrets = new CodeSecrets(folder.Ring);
        var (hash, id) = (await secrets.Hash(Bound, Cancel), await secrets.Hide(Id(7), 42, Cancel));
        await folder.Ring.RotateIndex(Cancel);
        Assert.Equal(2, (await secrets.Hash(Bound, Cancel)).Version);
        Assert.True(hash.IsAmong(await secrets.HashAll(Bound, Cancel)));
        Assert.False(hash.IsAmong([await secrets.Hash(Bound, Cancel)]));
        Assert.Contains((Id(7), 42ul), await secrets.Show(id, Cancel));
    }

    [Fact]
    public async Task An_id_tells_neither_time_nor_partition_and_none_is_made_up()
    {
        await using var folder = await SealedFolder.Open();
        var secrets = new CodeSecrets(folder.Ring);
        // Neighbours in everything have nothing in common.
        var ids = new List<UInt128>();
        for (ulong key = 0; key < 64; key++)
            ids.Add(await secrets.Hide(Id(7), key, Cancel));
        Assert.Equal(64, ids.Distinct().Count());
        for (var bit = 0; bit < 128; bit++)
            Assert.InRange(ids.Count(id => ((id >> bit) & 1) == 1), 8, 56);
        foreach (var id in ids)
            Assert.DoesNotContain(await secrets.Show(id ^ UInt128.One, Cancel), shown => shown.Row == Id(7));
    }

    [Fact]
    public async Task Past_their_time_and_without_the_provider_there_are_none()
    {
        await using var folder = await SealedFolder.Open();
        var secrets = new CodeSecrets(folder.Ring);
        folder.Provider.Away = true;
        folder.Time.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await secrets.Hash(Bound, Cancel));
        folder.Provider.Away = false;
        Assert.Equal(32, (await secrets.Hash(Bound, Cancel)).Value.Length);
    }

    [Fact]
    public async Task Where_nothing_is_sealed_they_are_this_process_own()
    {
        using var one = new CodeSecrets(null);
        using var other = new CodeSecrets(null);
        var hash = await one.Hash(Bound, Cancel);
        Assert.True(hash.IsAmong(await one.HashAll(Bound, Cancel)));
        Assert.False(hash.IsAmong(await other.HashAll(Bound, Cancel)));
        Assert.Equal((Id(1), 2ul), Assert.Single(await one.Show(await one.Hide(Id(1), 2, Cancel), Cancel)));
    }

    [Fact]
    public void A_hash_that_is_none_is_never_right() => Assert.False(default(KeyedHash).IsAmong([default, new(0, [])]));
}
