using Tidings.Server.Partitions;
using Tidings.Server.Tests.Audit;
using static Tidings.Server.Tests.Partitions.When_a_stored_row_does_not_open;

namespace Tidings.Server.Tests.Intake;

/// <summary>A row that somebody changed is no reason to keep what a customer wants to be gone.</summary>
public sealed class When_one_is_erased_whose_partition_stands_still
{
    static readonly string Peer = Customers.Skip(1).First(static customer => Placement.Of(customer, PartitionCount) == Placement.Of(Hit, PartitionCount));

    // Twice the same change is none, so that it breaks the row and mends it.
    static string Flip(string customersRow) => $"UPDATE journal SET class = 127 - class WHERE id = (SELECT {customersRow}(id) FROM journal WHERE partition = {Placement.Of(Hit, PartitionCount)})";

    static async Task<RealNode> Standing(string sql)
    {
        var node = await After("SELECT 1");
        Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/customers/{Peer}", body: Profile("+15005550008"))).Status);
        await node.Stop();
        AuditedNode.Sql(node.Folder, sql);
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal((503, "state-unreadable"), await Read(node, Hit));
        Assert.Equal((503, "state-unreadable"), await Read(node, Peer));
        return node;
    }

    static async Task<(int, string?)> Read(RealNode node, string customer)
    {
        var answer = await node.Send(HttpMethod.Get, $"/v1/customers/{customer}");
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }

    [Fact]
    public async Task Another_of_it_is_gone_at_once_and_the_rest_comes_back_when_the_row_is_mended()
    {
        var node = await Standing(Flip("min"));
        Assert.Equal(204, (await node.Send(HttpMethod.Delete, $"/v1/customers/{Peer}")).Status);
        await node.Stop();
        AuditedNode.Sql(node.Folder, Flip("min"));
        await using var mended = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal((200, null), await Read(mended, Hit));
        Assert.Equal((404, "not-found"), await Read(mended, Peer));
        Assert.Equal(200, (await mended.Send(HttpMethod.Put, $"/v1/customers/{Peer}", body: Profile("+15005550009"))).Status);
    }

    [Fact]
    public async Task He_whose_row_it_is_takes_it_with_him_and_the_partition_goes_on()
    {
        var node = await Standing(Flip("max"));
        Assert.Equal(204, (await node.Send(HttpMethod.Delete, $"/v1/customers/{Peer}")).Status);
        Assert.Contains("customer.erased", (await node.Send(HttpMethod.Get, "/v1/audit/acts?kind=customer")).Text, StringComparison.Ordinal);
        await using var after = await node.Restart();
        Assert.Equal((200, null), await Read(after, Hit));
        Assert.Equal((404, "not-found"), await Read(after, Peer));
        Assert.Equal(202, (await Pay(after, "e-9", "A-HIT")).Status);
    }
}
