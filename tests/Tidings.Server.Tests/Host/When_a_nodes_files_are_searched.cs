using System.Text;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Host;

public sealed class When_a_nodes_files_are_searched
{
    static readonly string[] Markers = ["Ingeborg Marker", "15005550006", "C-MARKER-7731", "A-1001", "Corner Bakery", "12.30"];

    [Fact]
    public async Task Nothing_of_a_customer_an_event_or_a_text_is_in_any_of_them_nor_in_the_log()
    {
        var folder = Directory.CreateTempSubdirectory("tidings-node").FullName;
        await using var node = await RealNode.Start(folder);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-MARKER-7731", body: """{"name":"Ingeborg Marker","phones":["+15005550006"],"language":"en"}""")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-MARKER-7731"],"currency":"EUR"}""")).Status);
        var sent = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment());
        Assert.True(sent.Status == 202, sent.Text);
        Assert.Equal(200, (await node.Send(HttpMethod.Get, $"/v1/messages/{sent.Results[0].GetProperty("messages")[0].GetString()}")).Status);

        byte[] all = [.. Directory.EnumerateFiles(folder).SelectMany(Bytes)];
        // The search works: what is not sealed is found.
        Assert.True(Holds(all, "CREATE TABLE journal"));
        Assert.DoesNotContain(Markers, marker => Holds(all, marker));
        Assert.DoesNotContain(Markers, marker => node.Logs.All.Contains(marker, StringComparison.Ordinal));
    }

    static bool Holds(byte[] all, string marker) =>
        all.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) >= 0 || all.AsSpan().IndexOf(Encoding.Unicode.GetBytes(marker)) >= 0;

    static byte[] Bytes(string file)
    {
        if (file.EndsWith(".lock", StringComparison.Ordinal))
            return [];
        using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return bytes;
    }
}
