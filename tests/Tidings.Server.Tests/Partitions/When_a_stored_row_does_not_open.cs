using System.Diagnostics.Metrics;
using Tidings.Server.Partitions;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Partitions;

/// <summary>Bytes in the real file are changed while the node is away.</summary>
public sealed class When_a_stored_row_does_not_open
{
    internal const int PartitionCount = 4;
    internal static readonly string[] Customers = [.. Enumerable.Range(0, 40).Select(static i => $"C-{i}")];

    // One in a partition, and one in each other.
    internal static readonly string Hit = Customers[0];
    static readonly string Neighbour = Customers.First(static customer => Placement.Of(customer, PartitionCount) != Placement.Of(Hit, PartitionCount));

    internal static string Profile(string phone) => $$"""{"name":"Ada","phones":["{{phone}}"],"language":"en"}""";

    internal static async Task<RealNode> After(string sql)
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        foreach (var (customer, phone) in (IEnumerable<(string, string)>)[(Hit, "+15005550006"), (Neighbour, "+15005550007")])
            Assert.Equal(200, (await node.Send(HttpMethod.Put, $"/v1/customers/{customer}", body: Profile(phone))).Status);
        await node.Send(HttpMethod.Put, "/v1/accounts/A-HIT", body: $$"""{"holders":["{{Hit}}"],"currency":"EUR"}""");
        await node.Send(HttpMethod.Put, "/v1/accounts/A-NEXT", body: $$"""{"holders":["{{Neighbour}}"],"currency":"EUR"}""");
        await Pay(node, "e-1", "A-HIT");
        await Pay(node, "e-2", "A-NEXT");
        await node.Stop();
        AuditedNode.Sql(node.Folder, sql);
        return await RealNode.Start(node.Folder, RealNode.OnePerson);
    }

    internal static Task<Answer> Pay(RealNode node, string id, string account) =>
        node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id, Samples.PaymentData.Replace("A-1001", account, StringComparison.Ordinal)));

    internal static string Broken(string table, string column, string where) => $"UPDATE {table} SET {column} = CAST(substr({column}, 1, 60) || x'0000000000000000' || substr({column}, 69) AS BLOB) WHERE {where}";

    [Fact]
    public async Task Its_partition_stands_still_by_name_and_its_neighbours_serve()
    {
        await using var node = await After(Broken("journal", "payload", $"partition = {Placement.Of(Hit, PartitionCount)}"));
        foreach (var answer in (Answer[])
            [
                await node.Send(HttpMethod.Get, $"/v1/customers/{Hit}"), await node.Send(HttpMethod.Put, $"/v1/customers/{Hit}", body: Profile("+15005550006")), await Pay(node, "e-3", "A-HIT"),
            ])
            Assert.Equal((503, "state-unreadable"), (answer.Status, answer.Code));
        Assert.Equal(200, (await node.Send(HttpMethod.Get, $"/v1/customers/{Neighbour}")).Status);
        Assert.Equal(202, (await Pay(node, "e-4", "A-NEXT")).Status);
        Assert.Contains("stands still", node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_goes_on_without_it_and_the_status_of_keys_the_log_and_the_counter_say_so()
    {
        var counted = 0L;
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listening) => { if (instrument.Name == "tidings.seal.refused") listening.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, more, _, _) => Interlocked.Add(ref counted, more));
        listener.Start();
        await using var node = await After(Broken("journal", "payload", $"partition = {Placement.Of(Hit, PartitionCount)}"));
        var found = await node.Send(HttpMethod.Post, "/v1/messages/search", body: "{}");
        Assert.Equal(200, found.Status);
        Assert.Single(found.Json.GetProperty("messages").EnumerateArray());
        var refused = (await node.Send(HttpMethod.Get, "/v1/installation-keys")).Json.GetProperty("refused");
        Assert.NotEqual(0, refused.GetProperty("attempts").GetInt64());
        Assert.All(refused.GetProperty("rows").EnumerateArray(), static row => Assert.Equal("journal", row.GetProperty("table").GetString()));
        Assert.NotEqual(0, counted);
        Assert.Contains("does not open", node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("15005550006", node.Logs.All, StringComparison.Ordinal);
    }
}
